// SPDX-License-Identifier: MIT

package scenes

// How rays go.
const (
	most = 64    // steps
	near = 0.002 // what counts as a hit
	far  = 24.0  // where there is nothing but the sky
)

// eye is where rays begin, and sun where the light comes from; it is 1 long.
var (
	eye = vector{0, 0.35, -4.5}
	sun = vector{-0.48, 0.8, -0.36}
)

// Depths are how far each ray of the last frame went, for who compares more
// than cells.
type Depths [Cells]float64

// March draws a frame by ray marching: each ray goes as far at a time as there
// can be nothing. It uses + - * / and square roots, which IEEE 754 rounds
// correctly, so that all processors agree; and no memory of the heap.
func March(cells []uint16, depths *Depths, frame int) {
	w := newWorld(frame)
	for row := range Rows {
		for column := range Columns {
			at := row*Columns + column
			direction := look(row, column)
			depth, of := w.march(eye, direction)
			depths[at] = depth
			cells[at] = tones[w.tone(direction, depth, of)]
		}
	}
}

// look returns the direction of a cell's ray. A cell is 9 pixels wide and 16 high.
func look(row, column int) vector {
	x := (float64(column) - 39.5) * 9
	y := (12 - float64(row)) * 16
	return vector{x / 480, y / 480, 1}.unit()
}

// march returns how far a ray goes, and what it hits.
func (w world) march(from, direction vector) (float64, material) {
	depth := 0.0
	for range most {
		d, of := w.distance(from.plus(direction.times(depth)))
		if d < near {
			return depth, of
		}
		depth += d
		if depth > far {
			break
		}
	}
	return far, sky
}

// tone returns the index of the tone that a ray sees.
func (w world) tone(direction vector, depth float64, of material) int {
	if of == sky {
		return toneOf(sky, 1-float64(2.2*direction.y))
	}
	p := eye.plus(direction.times(depth))
	if of == light && squareOf(p)%2 != 0 {
		of = dark
	}
	normal := w.normal(p)
	bright := 0.12
	if facing := normal.dot(sun); facing > 0 {
		if _, shadow := w.march(p.plus(normal.times(0.02)), sun); shadow == sky {
			bright += float64(0.68*facing) + shine(direction, normal)
		}
	}
	return toneOf(of, bright/(1+float64(0.006*float64(depth*depth))))
}

// squareOf numbers the floor's squares, of which neighbours differ by one.
func squareOf(p vector) int {
	return int(p.x+64) + int(p.z+64)
}

// shine returns the reflection of the sun: the 16th power of its cosine.
func shine(direction, normal vector) float64 {
	mirrored := direction.minus(normal.times(float64(2 * normal.dot(direction))))
	cosine := mirrored.dot(sun)
	if cosine <= 0 {
		return 0
	}
	for range 4 {
		cosine = float64(cosine * cosine)
	}
	return float64(0.5 * cosine)
}

// toneOf returns the index of a material's tone from 0, black, to 1.
func toneOf(of material, bright float64) int {
	tone := int(bright * shades)
	return int(of)*shades + min(max(tone, 0), shades-1)
}
