#!/usr/bin/env perl
# One package's life at Baidu, or at whoever $BWP_ENDPOINT is: bought, waited for, listed, deleted, and refused.
use v5.36;
use open qw(:std :encoding(UTF-8));
use FindBin;
use lib $FindBin::Bin;
use Bwp;

# A token nobody else has: 128 random bits.
sub new_token () {
    open my $random, '<:raw', '/dev/urandom' or die "no randomness: $!\n";
    read($random, my $bytes, 16) == 16 or die "no randomness: $!\n";
    return unpack 'H*', $bytes;
}

# Asks until the answer is clear; the same token is the same purchase.
sub buy ($client, %request) {
    $request{client_token} = new_token(); # store it where a crash does not reach it, then call
    for my $asks_left (2, 1, 0) {
        my $result = eval { $client->create(%request) };
        return $result->{packages}[0]{id} if $result;
        my $lost = $@;
        die $lost unless ref $lost && $lost->isa('Bwp::Unknown');
        say "unknown: $lost";
        die $lost unless $lost->{retry_is_safe} && $asks_left;
    }
}

sub live ($client) {
    my $id = buy($client,
        name => 'life', bandwidth_mbps => 20, area_a => 'china', area_b => 'asia-pacific', billing => 'postpaid');
    say "bought $id";
    my $seen = $client->wait($id, until => 'ready')->{packages}[0];
    say "$seen->{state}: $seen->{bandwidth_mbps} Mbit/s, $seen->{area_a} to $seen->{area_b}";
    say "listed $_->{id}" for $client->list(name => 'life')->{packages}->@*;
    $client->delete($id);
    say "deleted $id";
    eval { $client->delete($id) };
    die $@ unless ref $@ && $@->isa('Bwp::NotDone');
    say "not done: $@ [$@->{status}]";
}

# one attempt for each call, so that a lost answer is seen here; otherwise libbwp asks again by itself
eval { live(Bwp->new(provider => 'baidu', endpoint => $ENV{BWP_ENDPOINT}, max_attempts => 1)); 1 } or do {
    my $problem = $@;
    if (ref $problem && $problem->isa('Bwp::Unknown')) {
        print STDERR "perhaps bought, with client_token $problem->{client_token}\n";
        exit 2;
    }
    print STDERR ref $problem ? "not done: $problem\n" : $problem;
    exit 1;
};
