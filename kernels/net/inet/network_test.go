// SPDX-License-Identifier: MIT

package inet

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"emubench/kernels/net/link"
	"emubench/kernels/net/tcp"
)

// The stations of a test.
var (
	serverAddress = IP{10, 0, 2, 15}
	clientAddress = IP{10, 0, 2, 2}
	serverMAC     = MAC{2, 0, 0, 0, 0, 15}
	clientMAC     = MAC{2, 0, 0, 0, 0, 2}
)

// A wire carries frames to a station, in a time, and may do what networks do.
type wire struct {
	to     *Stack
	random *rand.Rand
	// Of a thousand frames so many are lost, doubled, and held up.
	lost, doubled, late int
	frames              chan []byte
	carried             int
}

const onTheWay = 5 * time.Millisecond

func newWire(t *testing.T, to *Stack, seed uint64) *wire {
	w := &wire{to: to, random: rand.New(rand.NewPCG(seed, 1)), frames: make(chan []byte, 1000)}
	go w.carry()
	t.Cleanup(func() { close(w.frames) })
	return w
}

func (w *wire) Send(frame []byte) error {
	select {
	case w.frames <- slices.Clone(frame):
	default: // the way is full
	}
	return nil
}

func (w *wire) happens(often int) bool { return w.random.IntN(1000) < often }

func (w *wire) carry() {
	for frame := range w.frames {
		w.carried++
		if w.happens(w.lost) {
			continue
		}
		after := onTheWay
		if w.happens(w.late) {
			after *= 10
		}
		time.AfterFunc(after, func() { w.to.Receive(frame) })
		if w.happens(w.doubled) {
			time.AfterFunc(2*after, func() { w.to.Receive(frame) })
		}
	}
}

// network is two stations and the wires between them.
type network struct {
	server, client     *Stack
	toServer, toClient *wire
}

func newNetwork(t *testing.T, seed uint64) *network {
	n := &network{
		server: New(serverMAC, serverAddress, 24, clientAddress),
		client: New(clientMAC, clientAddress, 24, serverAddress),
	}
	n.toServer, n.toClient = newWire(t, n.server, seed), newWire(t, n.client, seed+1)
	n.server.Attach(n.toClient)
	n.client.Attach(n.toServer)
	return n
}

// peer speaks to a station segment by segment, as no stack would.
type peer struct {
	t     *testing.T
	stack *Stack
	sent  []*segment
	other [][]byte // frames that are not segments
}

func newPeer(t *testing.T) *peer {
	p := &peer{t: t, stack: New(serverMAC, serverAddress, 24, IP{10, 0, 2, 2})}
	p.stack.Attach(p)
	p.stack.neighbours.learn(clientAddress, clientMAC)
	return p
}

// Send takes a frame of the station's.
func (p *peer) Send(frame []byte) error {
	_, kind, packet, _ := link.ParseFrame(frame)
	if ip, ok := parseIP(packet); ok && kind == link.TypeIPv4 && ip.protocol == protocolTCP {
		g, ok := parseSegment(ip)
		if !ok {
			p.t.Errorf("a segment with a wrong checksum: % x", packet)
		}
		p.sent = append(p.sent, g)
		return nil
	}
	p.other = append(p.other, slices.Clone(frame))
	return nil
}

func (p *peer) frame(protocol uint8, data []byte) []byte {
	packet := appendIP(nil, clientAddress, serverAddress, protocol, len(data))
	return append(append(link.AppendFrame(nil, serverMAC, clientMAC, link.TypeIPv4), packet...), data...)
}

// say has the station receive a segment; it returns what it answers at once.
func (p *peer) say(g segment) []*segment {
	p.sent = nil
	if g.from == 0 {
		g.from, g.to = 4000, 80
	}
	p.stack.Receive(p.frame(protocolTCP, g.append(nil, clientAddress, serverAddress)))
	return p.sent
}

// only returns the one answer that there is.
func (p *peer) only(answers []*segment) *segment {
	p.t.Helper()
	if len(answers) != 1 {
		p.t.Fatalf("%d answers: %v", len(answers), answers)
	}
	return answers[0]
}

// connect makes a connection that begins at a number; it returns the Conn and the
// number at which the station begins.
func (p *peer) connect(listener *Listener, first tcp.Sequence) (*Conn, tcp.Sequence) {
	p.t.Helper()
	answer := p.only(p.say(segment{seq: first, flags: flagSYN, window: 60000, mss: 1000}))
	p.say(segment{seq: first.Plus(1), ack: answer.seq.Plus(1), flags: flagACK, window: 60000})
	conn, err := listener.Accept()
	if err != nil {
		p.t.Fatal(err)
	}
	return conn.(*Conn), answer.seq.Plus(1)
}

func (p *peer) listen() *Listener {
	p.t.Helper()
	listener, err := p.stack.Listen(80)
	if err != nil {
		p.t.Fatal(err)
	}
	return listener
}
