// Package bwp is libbwp for Go: cgo and the standard library. Copy this file.
//
// Every method returns what is known once it is done. Otherwise the error is a *NotDone or an *Unknown, for errors.As.
// Goroutines may share a Client.
package bwp

/*
#cgo pkg-config: libbwp
#include <stdlib.h>
#include <bwp/bwp.h>
*/
import "C"

import (
	"encoding/json"
	"errors"
	"sync"
	"unsafe"
)

// Config is bwp_config; what is left out comes from the environment or has a default.
type Config struct {
	Provider    string `json:"provider"`
	AccessKey   string `json:"access_key,omitempty"`
	SecretKey   string `json:"secret_key,omitempty"`
	Account     string `json:"account,omitempty"`
	Project     string `json:"project,omitempty"`
	Site        string `json:"site,omitempty"`
	Endpoint    string `json:"endpoint,omitempty"`
	CAFile      string `json:"ca_file,omitempty"`
	TimeoutMs   uint32 `json:"timeout_ms,omitempty"`
	MaxAttempts uint32 `json:"max_attempts,omitempty"`
}

// Request is bwp_request: what to buy.
type Request struct {
	Name            string            `json:"name,omitempty"`
	Description     string            `json:"description,omitempty"`
	BandwidthMbps   uint32            `json:"bandwidth_mbps"`
	AreaA           string            `json:"area_a"`
	AreaB           string            `json:"area_b"`
	Billing         string            `json:"billing"`
	Period          uint32            `json:"period,omitempty"`
	PeriodUnit      string            `json:"period_unit,omitempty"`
	AutoPay         bool              `json:"auto_pay,omitempty"`
	AutoRenew       bool              `json:"auto_renew,omitempty"`
	BindTo          string            `json:"bind_to,omitempty"`
	ResourceGroup   string            `json:"resource_group,omitempty"`
	Tags            map[string]string `json:"tags,omitempty"`
	ClientToken     string            `json:"client_token,omitempty"`
	ProviderOptions map[string]any    `json:"provider_options,omitempty"`
}

// Filter is bwp_filter: which packages to list; none of it lists all.
type Filter struct {
	Name          string            `json:"name,omitempty"`
	Status        string            `json:"status,omitempty"`
	BoundTo       string            `json:"bound_to,omitempty"`
	ResourceGroup string            `json:"resource_group,omitempty"`
	Tags          map[string]string `json:"tags,omitempty"`
	Limit         uint32            `json:"limit,omitempty"`
}

// Package is a bandwidth package, as the provider described it.
type Package struct {
	ID            string            `json:"id"`
	Name          string            `json:"name"`
	Status        string            `json:"status"`
	State         string            `json:"state"`
	BandwidthMbps uint32            `json:"bandwidth_mbps"`
	AreaA         string            `json:"area_a"`
	AreaB         string            `json:"area_b"`
	Billing       string            `json:"billing"`
	CreatedAt     string            `json:"created_at"`
	ExpiresAt     string            `json:"expires_at"`
	BoundTo       string            `json:"bound_to"`
	ResourceGroup string            `json:"resource_group"`
	Tags          map[string]string `json:"tags"`
	Provider      json.RawMessage   `json:"provider"` // all the provider said
}

// Result is all that is known about one call.
type Result struct {
	Outcome       string    `json:"outcome"`
	Status        string    `json:"status"` // not "ok" although done: bought, and what Field names was not done besides
	Message       string    `json:"message"`
	Field         string    `json:"field"`
	ProviderCode  string    `json:"provider_code"`
	RequestID     string    `json:"request_id"`
	OrderID       string    `json:"order_id"`
	ClientToken   string    `json:"client_token"`
	Attempts      int       `json:"attempts"`
	RetryIsSafe   bool      `json:"retry_is_safe"`
	AwaitsPayment bool      `json:"awaits_payment"`
	Packages      []Package `json:"packages"`
}

// NotDone says that it did not happen: it never left this machine, or the provider refused it.
type NotDone struct{ Result }

// Unknown says that it may have happened, and may be billed: ask again with ClientToken if RetryIsSafe.
type Unknown struct{ Result }

func (e *NotDone) Error() string { return e.Message }
func (e *Unknown) Error() string { return e.Message }

// Client is a provider and a pair of keys. Close it.
type Client struct {
	handle *C.bwp_client
	use    sync.RWMutex // read by calls; Close waits for them
}

func NewClient(config Config) (*Client, error) {
	text, err := json.Marshal(config)
	if err != nil {
		return nil, err
	}
	arguments := C.CString(string(text))
	defer C.free(unsafe.Pointer(arguments))
	var problem [C.BWP_ERROR_SIZE]C.char
	handle := C.bwp_client_new_json(arguments, &problem[0])
	if handle == nil {
		return nil, errors.New(C.GoString(&problem[0]))
	}
	return &Client{handle: handle}, nil
}

// Close waits for calls that are running; those made afterwards are not done.
func (c *Client) Close() {
	c.use.Lock()
	defer c.use.Unlock()
	C.bwp_client_free(c.handle)
	c.handle = nil
}

// Call is for every operation of bwp_call_json; arguments are marshalled to its JSON.
func (c *Client) Call(operation string, arguments any) (*Result, error) {
	text, err := json.Marshal(arguments)
	if err != nil {
		return nil, err
	}
	name, asked := C.CString(operation), C.CString(string(text))
	defer C.free(unsafe.Pointer(name))
	defer C.free(unsafe.Pointer(asked))
	c.use.RLock()
	answer := C.bwp_call_json(c.handle, name, asked)
	c.use.RUnlock()
	defer C.bwp_free(unsafe.Pointer(answer))

	var result Result
	if err := json.Unmarshal([]byte(C.GoString(answer)), &result); err != nil {
		return nil, err
	}
	switch result.Outcome {
	case "done":
		return &result, nil
	case "not_done":
		return nil, &NotDone{result}
	}
	return nil, &Unknown{result}
}

func (c *Client) Create(request Request) (*Result, error) { return c.Call("create", request) }

func (c *Client) List(filter Filter) (*Result, error) { return c.Call("list", filter) }

func (c *Client) Wait(id, until string) (*Result, error) {
	return c.Call("wait", map[string]any{"id": id, "until": until})
}

func (c *Client) Delete(id string) (*Result, error) {
	return c.Call("delete", map[string]any{"id": id})
}
