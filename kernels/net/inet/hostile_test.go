// SPDX-License-Identifier: MIT

package inet

import (
	"encoding/binary"
	"io"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"emubench/kernels/net/link"
	"emubench/kernels/net/tcp"
)

func TestAPortThatNobodyListensAt(t *testing.T) {
	p := newPeer(t)
	for _, c := range []struct{ say, answer segment }{
		{segment{seq: 7, flags: flagSYN}, segment{flags: flagRST | flagACK, ack: 8}},
		{segment{seq: 7, flags: flagFIN, data: []byte("abc")}, segment{flags: flagRST | flagACK, ack: 11}},
		{segment{seq: 7, ack: 99, flags: flagACK}, segment{flags: flagRST, seq: 99}},
	} {
		got := p.only(p.say(c.say))
		if got.flags != c.answer.flags || got.seq != c.answer.seq || got.ack != c.answer.ack {
			t.Errorf("to %+v: %+v", c.say, got)
		}
	}
	if answers := p.say(segment{flags: flagRST}); len(answers) != 0 {
		t.Errorf("a reset is answered: %+v", answers[0])
	}
}

func TestHandshake(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPeer(t)
		listener := p.listen()
		answer := p.only(p.say(segment{seq: 0xfffffffe, flags: flagSYN, window: 1000, mss: 700}))
		if answer.flags != flagSYN|flagACK || answer.ack != 0xffffffff || answer.mss != ownMSS {
			t.Fatalf("%+v", answer)
		}
		// What does not confirm is refused, what is not an ACK is nothing.
		if got := p.only(p.say(segment{seq: 0xffffffff, ack: answer.seq, flags: flagACK})); got.flags != flagRST {
			t.Errorf("%+v", got)
		}
		p.say(segment{seq: 0xffffffff, flags: flagPSH})
		if len(listener.ready) != 0 {
			t.Fatal("it has been confirmed by nothing")
		}
		p.say(segment{seq: 0xffffffff, ack: answer.seq.Plus(1), flags: flagACK, window: 1000})
		conn, err := listener.Accept()
		if err != nil {
			t.Fatal(err)
		}
		// Numbers wrap amid the data.
		p.say(segment{seq: 0xffffffff, ack: answer.seq.Plus(1), flags: flagACK, window: 1000, data: []byte("wraps")})
		got := make([]byte, 10)
		if n, err := conn.Read(got); string(got[:n]) != "wraps" || err != nil {
			t.Errorf("%q: %v", got[:n], err)
		}
		p.sent = nil
		conn.Write(make([]byte, 3000))
		// Two segments of their size do not fill the window of 1000.
		if len(p.sent) != 1 || len(p.sent[0].data) != 700 {
			t.Errorf("%d segments, the first of %d bytes", len(p.sent), len(p.sent[0].data))
		}
		conn.Close()
		p.say(segment{seq: 4, flags: flagRST})
	})
}

func TestAHandshakeThatNobodyEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPeer(t)
		listener := p.listen()
		for n := range backlog + 50 {
			p.say(segment{from: uint16(1000 + n), to: 80, flags: flagSYN})
		}
		if len(listener.half) != backlog {
			t.Errorf("%d are waited for", len(listener.half))
		}
		p.sent = nil
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if len(listener.half) != 0 || len(p.stack.connections) != 0 {
			t.Errorf("%d and %d are left", len(listener.half), len(p.stack.connections))
		}
		if want := backlog * (mostSynTries + 1); len(p.sent) != want {
			t.Errorf("%d segments, want %d", len(p.sent), want)
		}
	})
}

// TestOutOfOrder says a text in pieces that overlap, in an order of chance.
func TestOutOfOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPeer(t)
		listener := p.listen()
		text := noise(4000, 1)
		for seed := range uint64(20) {
			conn, second := p.connect(listener, 100)
			random := rand.New(rand.NewPCG(seed, 5))
			var starts []int
			for at := 0; at < len(text); at += 50 {
				starts = append(starts, at)
			}
			random.Shuffle(len(starts), func(i, j int) { starts[i], starts[j] = starts[j], starts[i] })
			for _, at := range starts {
				end := min(at+50+random.IntN(100), len(text))
				g := segment{seq: tcp.Sequence(101 + at), ack: second, flags: flagACK, window: 60000, data: text[at:end]}
				if end == len(text) {
					g.flags |= flagFIN
				}
				p.say(g)
			}
			got, err := io.ReadAll(conn)
			if err != nil || !slices.Equal(got, text) {
				t.Fatalf("seed %d: %d bytes: %v", seed, len(got), err)
			}
			p.say(segment{seq: tcp.Sequence(102 + len(text)), ack: second, flags: flagRST | flagACK})
		}
	})
}

// TestGuesses says what somebody might who cannot hear the answers: RFC 5961.
func TestGuesses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPeer(t)
		conn, second := p.connect(p.listen(), 100)
		for name, g := range map[string]segment{
			"a reset in the window":  {seq: 200, flags: flagRST},
			"a SYN in the window":    {seq: 200, flags: flagSYN},
			"a SYN as expected":      {seq: 101, flags: flagSYN},
			"an ACK of what was not": {seq: 101, ack: second.Plus(1), flags: flagACK},
			"an ACK from long ago":   {seq: 101, ack: second.Plus(-70000), flags: flagACK},
			"data beyond the window": {seq: tcp.Sequence(101 + 1<<17), ack: second, flags: flagACK, data: []byte("x")},
			"data from before":       {seq: 90, ack: second, flags: flagACK, data: []byte("x")},
		} {
			got := p.only(p.say(g))
			if got.flags != flagACK || got.seq != second || got.ack != 101 {
				t.Errorf("%s: %+v", name, got)
			}
		}
		for name, g := range map[string]segment{
			"a reset beyond the window": {seq: tcp.Sequence(101 + 1<<17), flags: flagRST},
			"a reset from before":       {seq: 100, flags: flagRST},
			"data without an ACK":       {seq: 101, flags: flagPSH, data: []byte("x")},
		} {
			if answers := p.say(g); len(answers) != 0 {
				t.Errorf("%s: %+v", name, answers[0])
			}
		}
		if c := conn.c; c.state != established || len(c.in) != 0 || len(c.early) != 0 {
			t.Errorf("state %d, %d bytes", c.state, len(c.in))
		}
		p.say(segment{seq: 101, flags: flagRST})
		if conn.c.state != closed {
			t.Error("a reset as expected does nothing")
		}
	})
}

// TestPiecesAreBounded sends what never comes to its turn.
func TestPiecesAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPeer(t)
		conn, second := p.connect(p.listen(), 100)
		for n := range 60_000 {
			p.say(segment{seq: tcp.Sequence(110 + n), ack: second, flags: flagACK, data: make([]byte, 1+n%1400)})
		}
		held := 0
		for _, piece := range conn.c.early {
			held += len(piece.data)
		}
		if len(conn.c.early) > mostPieces || held > buffer {
			t.Errorf("%d pieces of %d bytes", len(conn.c.early), held)
		}
		conn.Close()
		p.say(segment{seq: 101, flags: flagRST})
	})
}

// TestAWindowOfNothing is kept open by who says that it is there, and by nobody else.
func TestAWindowOfNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPeer(t)
		conn, second := p.connect(p.listen(), 100)
		none := segment{seq: 101, ack: second, flags: flagACK}
		p.say(none)
		conn.Write([]byte("patience"))
		for range 30 {
			p.sent = nil
			time.Sleep(tcp.MostTimeout)
			synctest.Wait()
			if len(p.sent) == 0 || len(p.sent[0].data) != 1 || p.sent[0].seq != second {
				t.Fatalf("%+v", p.sent)
			}
			p.say(none)
		}
		opened := none
		opened.window = 100
		if got := p.only(p.say(opened)); string(got.data) != "patience" {
			t.Errorf("%q", got.data)
		}
		p.say(none)
		time.Sleep(10 * time.Minute)
		synctest.Wait()
		if conn.c.state != closed {
			t.Error("it waits for ever")
		}
	})
}

// TestFastRetransmission tells three times that a segment is missing.
func TestFastRetransmission(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPeer(t)
		conn, second := p.connect(p.listen(), 100)
		p.sent = nil
		conn.Write(noise(5000, 1))
		if len(p.sent) != 5 {
			t.Fatalf("%d segments", len(p.sent))
		}
		same := segment{seq: 101, ack: second, flags: flagACK, window: 60000}
		p.say(same)
		if len(p.say(same)) != 0 {
			t.Error("two are enough")
		}
		if got := p.only(p.say(same)); got.seq != second || len(got.data) != 1000 {
			t.Errorf("%d bytes at %d", len(got.data), got.seq.Minus(second))
		}
		conn.Close()
		p.say(segment{seq: 101, flags: flagRST})
	})
}

// TestTheSamePortAgain begins a connection where another has just ended.
func TestTheSamePortAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPeer(t)
		listener := p.listen()
		conn, second := p.connect(listener, 100)
		conn.Close()
		p.say(segment{seq: 101, ack: second.Plus(1), flags: flagACK | flagFIN, window: 1000})
		if conn.c.state != timeWait {
			t.Fatalf("state %d", conn.c.state)
		}
		if got := p.only(p.say(segment{seq: 50, flags: flagSYN})); got.flags != flagACK {
			t.Errorf("an old SYN: %+v", got)
		}
		again, _ := p.connect(listener, 5000)
		if again.c.state != established {
			t.Errorf("state %d", again.c.state)
		}
		p.say(segment{seq: 5001, flags: flagRST})
	})
}

func TestConnectionsAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPeer(t)
		listener := p.listen()
		for n := range 2 * mostConnections {
			answers := p.say(segment{from: uint16(1000 + n), to: 80, seq: 1, flags: flagSYN, window: 9})
			if n >= mostConnections {
				if len(answers) != 0 {
					t.Fatalf("connection %d is taken", n)
				}
				continue
			}
			p.say(segment{from: uint16(1000 + n), to: 80, seq: 2, ack: p.only(answers).seq.Plus(1), flags: flagACK, window: 9})
			listener.Accept()
		}
		for at := range p.stack.connections {
			p.say(segment{from: at.remotePort, to: 80, seq: 2, flags: flagRST})
		}
		if len(p.stack.connections) != 0 {
			t.Errorf("%d are left", len(p.stack.connections))
		}
	})
}

func TestARP(t *testing.T) {
	p := newPeer(t)
	delete(p.stack.neighbours.known, clientAddress)
	hear := func(a arpPacket) {
		p.other = nil
		p.stack.Receive(a.append(link.AppendFrame(nil, link.Broadcast, a.senderMAC, link.TypeARP)))
	}
	// Who asks another is not noted; who asks us is, and is answered.
	hear(arpPacket{arpRequest, clientMAC, clientAddress, MAC{}, IP{10, 0, 2, 99}})
	if len(p.stack.neighbours.known) != 0 || len(p.other) != 0 {
		t.Error("it hears what is not for it")
	}
	hear(arpPacket{arpRequest, clientMAC, clientAddress, MAC{}, serverAddress})
	_, _, packet, _ := link.ParseFrame(p.other[0])
	reply, ok := parseARP(packet)
	if want := (arpPacket{arpReply, serverMAC, serverAddress, clientMAC, clientAddress}); !ok || reply != want {
		t.Errorf("%+v", reply)
	}
	for n := range 1000 {
		hear(arpPacket{arpReply, clientMAC, IP{10, 0, byte(n >> 8), byte(n)}, serverMAC, serverAddress})
	}
	if known := len(p.stack.neighbours.known); known > mostNeighbours {
		t.Errorf("%d neighbours", known)
	}
	for n := range 1000 {
		p.stack.sendIP(IP{10, 0, 2, byte(n)}, protocolICMP, make([]byte, 20))
	}
	if waiting := len(p.stack.neighbours.waiting); waiting > mostWaiting {
		t.Errorf("%d packets wait", waiting)
	}
}

func TestEcho(t *testing.T) {
	p := newPeer(t)
	echo := []byte{icmpEcho, 0, 0, 0, 1, 2, 3, 4, 'a', 'b', 'c'}
	binary.BigEndian.PutUint16(echo[2:], link.Checksum(link.Sum(0, echo)))
	p.stack.Receive(p.frame(protocolICMP, echo))
	_, _, packet, _ := link.ParseFrame(p.other[0])
	ip, _ := parseIP(packet)
	if ip.data[0] != icmpEchoReply || link.Checksum(link.Sum(0, ip.data)) != 0 || string(ip.data[4:]) != string(echo[4:]) {
		t.Errorf("% x", ip.data)
	}
	echo[9]++
	p.other = nil
	if p.stack.Receive(p.frame(protocolICMP, echo)); len(p.other) != 0 {
		t.Error("a damaged echo is answered")
	}
}

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		b      IP
		prefix int
		want   bool
	}{
		{IP{10, 0, 2, 255}, 24, true}, {IP{10, 0, 3, 15}, 24, false}, {IP{10, 0, 3, 15}, 23, true},
		{IP{192, 0, 0, 1}, 0, true}, {IP{10, 0, 2, 14}, 32, false}, {IP{10, 0, 2, 15}, 32, true},
	} {
		if got := c.b.Within(serverAddress, c.prefix); got != c.want {
			t.Errorf("%v in a network of %d bits: %v", c.b, c.prefix, got)
		}
	}
}

// damage changes a frame as no sender would.
func damage(random *rand.Rand, frame []byte) []byte {
	frame = slices.Clone(frame)
	switch random.IntN(4) {
	case 0:
		frame = frame[:random.IntN(len(frame)+1)]
	case 1:
		frame = append(frame, noise(random.IntN(100), random.Uint64())...)
	default:
		for range 1 + random.IntN(4) {
			frame[random.IntN(len(frame))] = byte(random.Uint32())
		}
	}
	return frame
}

// repair makes the checksums right again, so that what is behind them is reached.
func repair(frame []byte) {
	if len(frame) < link.HeadLength+ipHead {
		return
	}
	b := frame[link.HeadLength:]
	b[0] = ipVersion<<4 | ipHead/4
	binary.BigEndian.PutUint16(b[2:], uint16(len(b)))
	b[headChecksum], b[headChecksum+1] = 0, 0
	binary.BigEndian.PutUint16(b[headChecksum:], link.Checksum(link.Sum(0, b[:ipHead])))
	data := b[ipHead:]
	if len(data) < tcpHead {
		return
	}
	data[tcpChecksum], data[tcpChecksum+1] = 0, 0
	whole := link.Sum(pseudo(IP(b[headSource:]), IP(b[headAddressed:]), len(data)), data)
	binary.BigEndian.PutUint16(data[tcpChecksum:], link.Checksum(whole))
}

// TestGarbage says a million wrong things, beside which a connection goes on.
func TestGarbage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPeer(t)
		listener := p.listen()
		random := rand.New(rand.NewPCG(1, 1))
		for range 100_000 {
			g := segment{
				from: uint16(random.IntN(3)), to: []uint16{80, 81}[random.IntN(2)],
				seq: tcp.Sequence(random.IntN(3000)), ack: tcp.Sequence(random.Uint32()),
				flags: uint8(random.IntN(64)), window: uint16(random.Uint32()),
				data: make([]byte, random.IntN(1400)),
			}
			for _, c := range p.stack.connections {
				// Often what the station expects.
				g.seq, g.ack = c.next.Plus(random.IntN(100)-50), c.most.Plus(random.IntN(5)-2)
				g.from = c.remotePort
				break
			}
			frame := p.frame(protocolTCP, g.append(nil, clientAddress, serverAddress))
			if random.IntN(2) == 0 {
				frame = damage(random, frame)
				if random.IntN(2) == 0 {
					repair(frame)
				}
			}
			p.stack.Receive(frame)
			for len(listener.ready) > 0 {
				conn, _ := listener.Accept()
				go io.Copy(conn, conn)
			}
			if random.IntN(100) == 0 {
				time.Sleep(time.Duration(random.IntN(3000)) * time.Millisecond)
			}
			p.sent, p.other = nil, nil
		}
		if most := len(p.stack.connections); most > mostConnections {
			t.Errorf("%d connections", most)
		}
		delete(p.stack.listeners, 80)
		for _, c := range p.stack.connections {
			c.abort(io.ErrUnexpectedEOF)
		}
	})
}

// FuzzReceive looks for a frame that stops a station.
func FuzzReceive(f *testing.F) {
	g := segment{from: 4000, to: 80, seq: 100, flags: flagSYN, window: 1000, mss: 1000}
	packet := appendIP(nil, clientAddress, serverAddress, protocolTCP, tcpHead+lengthOfMSS)
	frame := append(link.AppendFrame(nil, serverMAC, clientMAC, link.TypeIPv4), packet...)
	f.Add(g.append(frame, clientAddress, serverAddress), false)
	f.Add(arpPacket{arpRequest, clientMAC, clientAddress, MAC{}, serverAddress}.append(
		link.AppendFrame(nil, link.Broadcast, clientMAC, link.TypeARP)), false)
	f.Fuzz(func(t *testing.T, frame []byte, sound bool) {
		p := newPeer(t)
		p.listen()
		p.stack.Receive(frame)
		if sound {
			repair(frame)
		}
		p.stack.Receive(frame)
		for _, c := range p.stack.connections {
			c.remove()
		}
	})
}

// TestAnEndThatDoesNotCome is waited for, and not for ever.
func TestAnEndThatDoesNotCome(t *testing.T) {
	for name, end := range map[string]func(p *peer, conn *Conn, acknowledge func()){
		"closed":                  func(_ *peer, conn *Conn, acknowledge func()) { conn.Close(); acknowledge() },
		"closed in both its ways": func(_ *peer, conn *Conn, acknowledge func()) { conn.CloseWrite(); acknowledge(); conn.Close() },
	} {
		synctest.Test(t, func(t *testing.T) {
			p := newPeer(t)
			conn, second := p.connect(p.listen(), 100)
			end(p, conn, func() { p.say(segment{seq: 101, ack: second.Plus(1), flags: flagACK, window: 1000}) })
			if conn.c.state != finWait2 {
				t.Errorf("%s: state %d", name, conn.c.state)
			}
			time.Sleep(2 * lingering)
			synctest.Wait()
			if len(p.stack.connections) != 0 {
				t.Errorf("%s: it waits for ever", name)
			}
		})
	}
}
