// SPDX-License-Identifier: MIT

package inet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// connected runs a test with both ends of a connection, in time that passes when all
// wait.
func connected(t *testing.T, seed uint64, spoil func(*network), test func(t *testing.T, client, server net.Conn)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		n := newNetwork(t, seed)
		spoil(n)
		listener, err := n.server.Listen(80)
		if err != nil {
			t.Fatal(err)
		}
		client, err := n.client.Dial(serverAddress, 80)
		if err != nil {
			t.Fatal(err)
		}
		server, err := listener.Accept()
		if err != nil {
			t.Fatal(err)
		}
		test(t, client, server)
		client.Close()
		server.Close()
		listener.Close()
		// Whatever happened, nothing is left once stray segments have died out.
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		for name, stack := range map[string]*Stack{"client": n.client, "server": n.server} {
			if left := len(stack.connections); left != 0 {
				t.Errorf("the %s has %d connections left", name, left)
			}
		}
	})
}

func fine(*network) {}

// bad loses, doubles and reorders, each so often of a thousand.
func bad(often int) func(*network) {
	return func(n *network) {
		for _, w := range []*wire{n.toServer, n.toClient} {
			w.lost, w.doubled, w.late = often, often, often
		}
	}
}

func noise(size int, seed uint64) []byte {
	random := rand.New(rand.NewPCG(seed, 2))
	b := make([]byte, size)
	for i := range b {
		b[i] = byte(random.Uint32())
	}
	return b
}

// send writes all and ends that half; it returns what went wrong.
func send(conn net.Conn, data []byte) error {
	if _, err := conn.Write(data); err != nil {
		return err
	}
	return conn.(*Conn).CloseWrite()
}

// TestBothWays carries much in both directions at once over good and bad networks.
func TestBothWays(t *testing.T) {
	for _, often := range []int{0, 10, 50, 150} {
		for seed := range uint64(3) {
			t.Run(fmt.Sprintf("%d of 1000, seed %d", often, seed), func(t *testing.T) {
				there, back := noise(300_000, seed), noise(200_001, seed+10)
				connected(t, seed, bad(often), func(t *testing.T, client, server net.Conn) {
					var wait sync.WaitGroup
					wait.Go(func() {
						if err := send(client, there); err != nil {
							t.Error(err)
						}
					})
					wait.Go(func() {
						if err := send(server, back); err != nil {
							t.Error(err)
						}
					})
					for conn, want := range map[net.Conn][]byte{server: there, client: back} {
						wait.Go(func() {
							got, err := io.ReadAll(conn)
							if err != nil || !bytes.Equal(got, want) {
								t.Errorf("%d of %d bytes: %v", len(got), len(want), err)
							}
						})
					}
					wait.Wait()
				})
			})
		}
	}
}

// TestASlowReader is sent more than there is room for: the window closes and opens.
func TestASlowReader(t *testing.T) {
	for _, often := range []int{0, 100} {
		data := noise(400_000, 7)
		connected(t, 7, bad(often), func(t *testing.T, client, server net.Conn) {
			go send(client, data)
			var got []byte
			piece := make([]byte, 50_000)
			for {
				time.Sleep(20 * time.Second)
				n, err := server.Read(piece)
				got = append(got, piece[:n]...)
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(got, data) {
				t.Errorf("%d of %d bytes", len(got), len(data))
			}
		})
	}
}

// TestABusyWayIsNotFlooded counts the frames that carry a megabyte.
func TestABusyWayIsNotFlooded(t *testing.T) {
	data := noise(1_000_000, 3)
	var n *network
	connected(t, 3, func(made *network) { n = made }, func(t *testing.T, client, server net.Conn) {
		go send(client, data)
		io.Copy(io.Discard, server)
	})
	if least := len(data) / ownMSS; n.toServer.carried > least+least/20+20 {
		t.Errorf("%d frames for %d segments", n.toServer.carried, least)
	}
	if n.toClient.carried > n.toServer.carried*3/4 {
		t.Errorf("%d frames acknowledge %d", n.toClient.carried, n.toServer.carried)
	}
}

func TestTheOtherEndVanishes(t *testing.T) {
	var n *network
	connected(t, 4, func(made *network) { n = made }, func(t *testing.T, client, server net.Conn) {
		synctest.Wait()
		n.toClient.lost = 1000
		started := time.Now()
		client.Write([]byte("anybody?"))
		_, err := client.Read(make([]byte, 1))
		if took := time.Since(started); !errors.Is(err, syscall.ETIMEDOUT) || took < 100*time.Second {
			t.Errorf("after %v: %v", took, err)
		}
	})
}

func TestNobodyListens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNetwork(t, 5)
		if _, err := n.client.Dial(serverAddress, 81); !errors.Is(err, syscall.ECONNREFUSED) {
			t.Error(err)
		}
		if len(n.client.connections) != 0 {
			t.Error("a connection is left")
		}
	})
}

func TestDeadlines(t *testing.T) {
	connected(t, 6, fine, func(t *testing.T, client, server net.Conn) {
		server.SetReadDeadline(time.Now().Add(3 * time.Second))
		started := time.Now()
		_, err := server.Read(make([]byte, 1))
		if !errors.Is(err, os.ErrDeadlineExceeded) || time.Since(started) != 3*time.Second {
			t.Errorf("after %v: %v", time.Since(started), err)
		}
		server.SetReadDeadline(time.Time{})
		go client.Write([]byte("x"))
		if n, err := server.Read(make([]byte, 1)); n != 1 || err != nil {
			t.Errorf("%d bytes: %v", n, err)
		}
		// From another goroutine, while it waits, as net/http does.
		time.AfterFunc(time.Second, func() { server.SetReadDeadline(time.Unix(1, 0)) })
		if _, err := server.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
			t.Error(err)
		}
		client.SetDeadline(time.Now().Add(time.Minute))
		if n, err := client.Write(make([]byte, 1_000_000)); !errors.Is(err, os.ErrDeadlineExceeded) || n < buffer {
			t.Errorf("%d bytes written: %v", n, err)
		}
	})
}

func TestClosedWithBytesUnread(t *testing.T) {
	connected(t, 8, fine, func(t *testing.T, client, server net.Conn) {
		client.Write([]byte("never read"))
		time.Sleep(time.Second)
		server.Close()
		if _, err := client.Read(make([]byte, 1)); !errors.Is(err, syscall.ECONNRESET) {
			t.Error(err)
		}
		if _, err := client.Write([]byte("x")); !errors.Is(err, syscall.ECONNRESET) {
			t.Error(err)
		}
		if _, err := server.Read(make([]byte, 1)); !errors.Is(err, net.ErrClosed) {
			t.Error(err)
		}
		if err := server.Close(); !errors.Is(err, net.ErrClosed) {
			t.Error(err)
		}
	})
}

func TestWhatWasWrittenBeforeCloseArrives(t *testing.T) {
	data := noise(60_000, 9)
	connected(t, 9, bad(100), func(t *testing.T, client, server net.Conn) {
		server.Write(data)
		server.Close()
		got, err := io.ReadAll(client)
		if err != nil || !bytes.Equal(got, data) {
			t.Errorf("%d bytes: %v", len(got), err)
		}
	})
}

// TestHTTP is what all this is for: Go's own server and client over it.
func TestHTTP(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		n := newNetwork(t, 11)
		bad(20)(n)
		listener, err := n.server.Listen(80)
		if err != nil {
			t.Fatal(err)
		}
		server := &http.Server{Handler: http.HandlerFunc(func(to http.ResponseWriter, r *http.Request) {
			body, _ := io.ReadAll(r.Body)
			to.Write(body)
		})}
		go server.Serve(listener)
		transport := &http.Transport{Dial: func(string, string) (net.Conn, error) {
			return n.client.Dial(serverAddress, 80)
		}}
		client := &http.Client{Transport: transport}
		var wait sync.WaitGroup
		for i := range 8 {
			wait.Go(func() {
				for j := range 5 {
					body := strings.Repeat(fmt.Sprint(i, j, " "), 1+i*j*1000)
					answer, err := client.Post("http://server/", "text/plain", strings.NewReader(body))
					if err != nil {
						t.Error(err)
						return
					}
					got, err := io.ReadAll(answer.Body)
					answer.Body.Close()
					if err != nil || string(got) != body {
						t.Errorf("%d bytes for %d: %v", len(got), len(body), err)
					}
				}
			})
		}
		wait.Wait()
		transport.CloseIdleConnections()
		server.Close()
		time.Sleep(10 * time.Minute)
	})
}
