package main

import (
	"encoding/json"
	"fmt"
	"reflect"
)

func format() error {
	got := fmt.Sprintf("%5.2f|%-4d|%#x|%q|%v|%T", 3.14159, 42, 255, "go", []int{1, 2}, struct{}{})
	if want := ` 3.14|42  |0xff|"go"|[1 2]|struct {}`; got != want {
		return fmt.Errorf("%s, want %s", got, want)
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
