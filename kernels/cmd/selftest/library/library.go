// SPDX-License-Identifier: MIT

package library

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"math/big"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template"

	"encoding/json"
)

func format() error {
	got := fmt.Sprintf("%5.2f|%-4d|%#x|%q|%v|%T", 3.14159, 42, 255, "go", []int{1, 2}, struct{}{})
	if want := ` 3.14|42  |0xff|"go"|[1 2]|struct {}`; got != want {
		return fmt.Errorf("%s, want %s", got, want)
	}
	return nil
}

func scan() error {
	var name string
	var address, size int
	n, err := fmt.Sscanf("ram 0x40000000 +256", "%s %v +%d", &name, &address, &size)
	if err != nil || n != 3 || name != "ram" || address != 1<<30 || size != 256 {
		return fmt.Errorf("%d scanned: %s %#x %d, %w", n, name, address, size, err)
	}
	return nil
}

func encodeJSON() error {
	type machine struct {
		Name  string            `json:"name"`
		CPUs  int               `json:"cpus"`
		Notes map[string]string `json:"notes"`
	}
	want := machine{"virt", 4, map[string]string{"gic": "v3"}}
	text, err := json.Marshal(want)
	if err != nil {
		return err
	}
	var got machine
	if err := json.Unmarshal(text, &got); err != nil {
		return err
	}
	if !reflect.DeepEqual(got, want) {
		return fmt.Errorf("%+v, want %+v", got, want)
	}
	return nil
}

// convert takes floats through their shortest text and back, to the last bit.
func convert() error {
	for _, number := range []float64{0.1, 1.0 / 3, 5e-324, math.MaxFloat64, 1e23, -0.000123} {
		text := strconv.FormatFloat(number, 'g', -1, 64)
		if back, err := strconv.ParseFloat(text, 64); back != number || err != nil {
			return fmt.Errorf("%v is %s and then %v", number, text, back)
		}
	}
	if _, err := strconv.ParseInt("9223372036854775808", 0, 64); !errors.Is(err, strconv.ErrRange) {
		return fmt.Errorf("too large a number is %v", err)
	}
	if got, err := strconv.Unquote(`"a\u00e4\x00\n"`); got != "aä\x00\n" || err != nil {
		return fmt.Errorf("unquoted it is %q", got)
	}
	return nil
}

func buffered() error {
	reader, writer := io.Pipe()
	go func() {
		to := bufio.NewWriterSize(writer, 64)
		for n := range 1000 {
			fmt.Fprintln(to, "line", n)
		}
		writer.CloseWithError(to.Flush())
	}()
	lines, last := 0, ""
	for scanner := bufio.NewScanner(reader); scanner.Scan(); lines++ {
		last = scanner.Text()
	}
	if lines != 1000 || last != "line 999" {
		return fmt.Errorf("%d lines, the last is %q", lines, last)
	}
	return nil
}

func templates() error {
	page := template.Must(template.New("page").Funcs(template.FuncMap{"upper": strings.ToUpper}).Parse(
		`{{define "port"}}{{.name | upper}}={{printf "%#x" .at}}{{end}}` +
			`{{range $i, $p := .}}{{if $i}}, {{end}}{{template "port" $p}}{{else}}none{{end}}`))
	var text strings.Builder
	ports := []map[string]any{{"name": "uart", "at": 0x3f8}, {"name": "pit", "at": 0x40}}
	if err := page.Execute(&text, ports); err != nil {
		return err
	}
	if got := text.String(); got != "UART=0x3f8, PIT=0x40" {
		return fmt.Errorf("it says %q", got)
	}
	return nil
}

func expressions() error {
	assignment := regexp.MustCompile(`(?m)^(?P<name>\w+)\s*=\s*("[^"]*"|\d+)$`)
	found := assignment.FindAllStringSubmatch("a = 1\nb=\"two\"\nc = d\n", -1)
	if len(found) != 2 || found[1][2] != `"two"` {
		return fmt.Errorf("found were %q", found)
	}
	if got := assignment.ReplaceAllString("a = 1", "${name}!"); got != "a!" {
		return fmt.Errorf("replaced it is %q", got)
	}
	if regexp.MustCompile(`^(a+)+$`).MatchString(strings.Repeat("a", 5000) + "b") {
		return errors.New("a b is an a")
	}
	return nil
}

// bigNumbers computes 100 factorial and takes it apart again, and a prime of 521 bits.
func bigNumbers() error {
	factorial := new(big.Int).MulRange(1, 100)
	text := factorial.String()
	if len(text) != 158 || !strings.HasPrefix(text, "93326215443944152681") {
		return fmt.Errorf("100! is %s", text)
	}
	for n := int64(100); n > 1; n-- {
		factorial.Div(factorial, big.NewInt(n))
	}
	if factorial.Int64() != 1 {
		return fmt.Errorf("divided it is %v", factorial)
	}
	mersenne := new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 521), big.NewInt(1))
	if !mersenne.ProbablyPrime(3) {
		return errors.New("2^521 - 1 is not a prime")
	}
	return nil
}

func sortedKeys() error {
	type chip struct {
		name string
		year int
	}
	chips := []chip{{"8259", 1976}, {"8254", 1983}, {"16550", 1987}, {"8253", 1976}}
	slices.SortFunc(chips, func(a, b chip) int {
		if a.year != b.year {
			return a.year - b.year
		}
		return strings.Compare(a.name, b.name)
	})
	if got := fmt.Sprint(chips); got != "[{8253 1976} {8259 1976} {8254 1983} {16550 1987}]" {
		return fmt.Errorf("sorted they are %s", got)
	}
	return nil
}
