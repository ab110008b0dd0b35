# SPDX-License-Identifier: MIT
"""How the page of the matrix looks: dark or light as the reader's system, on any width."""

STYLE = """
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1f24; --soft: #667080; --line: #d9dee5; --block: #f4f6f8;
  --pass: #1a7f37; --fail: #c62828; --error: #a3009a; --skip: #8a6100; --none: #667080;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14171b; --ink: #e4e8ed; --soft: #97a1ae; --line: #343b44; --block: #1d2228;
    --pass: #4cc26b; --fail: #ff7b72; --error: #e58cf0; --skip: #e0b04a; --none: #97a1ae;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1rem; max-width: 80rem;
  background: var(--paper); color: var(--ink); font: 1rem/1.45 system-ui, sans-serif;
}
h1 { font-size: 1.3rem; margin: 0 0 .3rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 2rem 0 .6rem; }
.pass { color: var(--pass); } .fail { color: var(--fail); } .error { color: var(--error); }
.skip { color: var(--skip); } .none { color: var(--none); }
.counts { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; font-weight: 600; margin: 0 0 1rem; }
.scroll { overflow-x: auto; width: fit-content; max-width: 100%;
  border: 1px solid var(--line); border-radius: .4rem; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid var(--line); }
tr:last-child > * { border-bottom: 0; }
thead th {
  vertical-align: bottom; padding: .6rem 0; font-weight: 600; line-height: 2.2rem;
  writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; text-align: left;
}
thead th:first-child, tbody th {
  position: sticky; left: 0; background: var(--paper); writing-mode: initial; transform: none;
}
tbody th {
  padding: .25rem .8rem; text-align: left; font-weight: 400; overflow-wrap: anywhere;
  min-width: 9rem; max-width: 26rem;
}
tbody th.file, tbody th.file + td { font-weight: 600; background: var(--block); }
td { min-width: 2.2rem; padding: 0; text-align: center; font-weight: 700; }
td a { display: block; padding: .3rem; color: inherit; text-decoration: none; }
td a:hover, td a:focus { background: var(--block); }
.red { border: 1px solid var(--line); border-left: .3rem solid currentColor;
  border-radius: .4rem; margin: .8rem 0; padding: .6rem .8rem; overflow-wrap: anywhere; }
.red > :not(.reason) { color: var(--ink); }
.red h3 { margin: 0 0 .3rem; font-size: 1rem; }
.red img { max-width: 22rem; margin-top: .6rem; }
.red p { margin: .3rem 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .8rem; margin: 0; }
dt { color: var(--soft); } dd { margin: 0; min-width: 0; }
pre { overflow-x: auto; background: var(--block); padding: .6rem; border-radius: .3rem;
  margin: .5rem 0 0; font-size: .85rem; }
code { font-family: ui-monospace, monospace; font-size: .92em; }
.screens { display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); }
figure { margin: 0; }
figcaption { font-size: .85rem; color: var(--soft); overflow-wrap: anywhere; margin-top: .3rem; }
img { width: 100%; height: auto; border: 1px solid var(--line); border-radius: .3rem;
  background: #000; }
a { color: inherit; }
"""
