// One package's life at Baidu, or at whoever $BWP_ENDPOINT is: bought, waited for, listed, deleted, and refused.
package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"os"

	"example.com/bwp"
)

// buy asks until the answer is clear; the same token is the same purchase.
func buy(client *bwp.Client, request bwp.Request) (string, error) {
	random := make([]byte, 16)
	if _, err := rand.Read(random); err != nil {
		return "", err
	}
	request.ClientToken = fmt.Sprintf("%x", random) // store it where a crash does not reach it, then call
	for asks := 1; ; asks++ {
		var lost *bwp.Unknown
		result, err := client.Create(request)
		if err == nil {
			return result.Packages[0].ID, nil
		}
		if !errors.As(err, &lost) {
			return "", err
		}
		fmt.Println("unknown:", lost)
		if !lost.RetryIsSafe || asks == 3 {
			return "", err
		}
	}
}

func live(client *bwp.Client) error {
	id, err := buy(client, bwp.Request{Name: "life", BandwidthMbps: 20, AreaA: "china", AreaB: "asia-pacific",
		Billing: "postpaid"})
	if err != nil {
		return err
	}
	fmt.Println("bought", id)
	ready, err := client.Wait(id, "ready")
	if err != nil {
		return err
	}
	seen := ready.Packages[0]
	fmt.Printf("%s: %d Mbit/s, %s to %s\n", seen.State, seen.BandwidthMbps, seen.AreaA, seen.AreaB)
	listed, err := client.List(bwp.Filter{Name: "life"})
	if err != nil {
		return err
	}
	for _, each := range listed.Packages {
		fmt.Println("listed", each.ID)
	}
	if _, err = client.Delete(id); err != nil {
		return err
	}
	fmt.Println("deleted", id)
	var refused *bwp.NotDone
	if _, err = client.Delete(id); errors.As(err, &refused) {
		fmt.Printf("not done: %s [%s]\n", refused, refused.Status)
		return nil
	}
	return err
}

func main() {
	// one attempt for each call, so that a lost answer is seen here; otherwise libbwp asks again by itself
	client, err := bwp.NewClient(bwp.Config{Provider: "baidu", Endpoint: os.Getenv("BWP_ENDPOINT"), MaxAttempts: 1})
	if err != nil {
		fmt.Fprintln(os.Stderr, "no client:", err)
		os.Exit(1)
	}
	err = live(client)
	client.Close()
	var lost *bwp.Unknown
	if errors.As(err, &lost) {
		fmt.Fprintln(os.Stderr, "perhaps bought, with client_token", lost.ClientToken)
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "not done:", err)
		os.Exit(1)
	}
}
