// SPDX-License-Identifier: MIT

package record

// Outcome says how a check went.
type Outcome uint8

// The outcomes.
const (
	Pass Outcome = 0
	Fail Outcome = 1
	Skip Outcome = 2
)

// CheckBody returns the body of a check record.
func CheckBody(outcome Outcome, name, detail string) ([]byte, error) {
	body, err := appendName([]byte{byte(outcome)}, name)
	if err != nil {
		return nil, err
	}
	return append(body, detail...), nil
}

// Check sends how a check went, and a detail for whoever reads a failed one.
func (s *Sender) Check(outcome Outcome, name, detail string) error {
	body, err := CheckBody(outcome, name, detail)
	if err != nil {
		return err
	}
	return s.Send(TypeCheck, body)
}
