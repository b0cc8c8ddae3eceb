/* client.c - keys that may be exchanged while calls are under way, each of which goes on with those it has signed with.
 */
#include "road/client.h"

#include <stdio.h>

struct keys *bwpi_client_hold_keys(bwp_client *client)
{
    struct keys *keys;

    (void)bwpi_lock_take(&client->keys_lock); /* at a fork() nothing but a count can be wrong, by one too many */
    keys = bwpi_keys_hold(atomic_load(&client->keys));
    bwpi_lock_release(&client->keys_lock);
    return keys;
}

void bwpi_client_refresh_keys(bwp_client *client, struct keys **held)
{
    struct keys *old = *held;

    if (atomic_load(&client->keys) == old) /* they are held, so no others can stand in their place */
        return;
    *held = bwpi_client_hold_keys(client);
    bwpi_keys_release(old);
}

void bwpi_client_renew_keys(bwp_client *client, struct keys *keys)
{
    struct keys *unused = keys;

    (void)bwpi_lock_take(&client->keys_lock);
    if (atomic_load(&client->keys)->renew != 0)
        unused = atomic_exchange(&client->keys, keys);
    bwpi_lock_release(&client->keys_lock);
    bwpi_keys_release(unused);
}

void bwpi_client_put_keys(bwp_client *client, struct keys *keys)
{
    struct keys *old;

    (void)bwpi_lock_take(&client->keys_lock);
    old = atomic_exchange(&client->keys, keys);
    bwpi_lock_release(&client->keys_lock);
    bwpi_keys_release(old);
}

const char *bwpi_client_account(bwp_client *client)
{
    if (*client->config.given.account != '\0')
        return client->config.given.account;
    return atomic_load(&client->has_account) ? client->account : "";
}

void bwpi_client_put_account(bwp_client *client, const char *account)
{
    (void)bwpi_lock_take(&client->keys_lock);
    if (!atomic_load(&client->has_account)) {
        (void)snprintf(client->account, sizeof client->account, "%s", account);
        atomic_store(&client->has_account, true);
    }
    bwpi_lock_release(&client->keys_lock);
}

/* A lock that a parent held at its fork() may guard half a change; and whoever listened there is not here. */
static void take_listeners(bwp_client *client)
{
    if (bwpi_lock_take(&client->listeners_lock))
        client->listeners = NULL;
}

void bwpi_client_listen(bwp_client *client, struct listener *listener)
{
    take_listeners(client);
    listener->previous = NULL;
    listener->next = client->listeners;
    if (listener->next != NULL)
        listener->next->previous = listener;
    client->listeners = listener;
    bwpi_lock_release(&client->listeners_lock);
}

void bwpi_client_leave(bwp_client *client, struct listener *listener)
{
    take_listeners(client);
    if (listener->next != NULL)
        listener->next->previous = listener->previous;
    if (listener->previous != NULL)
        listener->previous->next = listener->next;
    else if (client->listeners == listener)
        client->listeners = listener->next;
    bwpi_lock_release(&client->listeners_lock);
}

void bwpi_client_cancel(bwp_client *client)
{
    atomic_fetch_add(&client->cancellations, 1);
    bwpi_pool_wake(client->pool);
    take_listeners(client);
    for (struct listener *listener = client->listeners; listener != NULL; listener = listener->next)
        listener->hear(listener);
    bwpi_lock_release(&client->listeners_lock);
}
