package Bwp;

# libbwp from Perl 5.36 and newer, with FFI::Platypus: copy this file.
#
#     my $client = Bwp->new(provider => 'baidu');
#     say $client->create(name => 'bj-hk', bandwidth_mbps => 20, area_a => 'china', ...)->{packages}[0]{id};
#
# A method for each operation of bwp_call_json(), with the fields that bwp.h lists.  Each returns what is known once it is
# done, and dies with a Bwp::NotDone (it did not happen: it never left this machine, or the provider refused it) or a
# Bwp::Unknown (it may have happened, and may be billed: ask again with its client_token if its retry_is_safe) otherwise.
# Both are the result, and their message where a string is wanted.  A number has to be one for JSON::PP: 0 + $text.
use v5.36;

use FFI::Platypus 2.00;
use FFI::Platypus::Buffer qw(scalar_to_pointer);
use JSON::PP qw(decode_json encode_json);

my $ffi = FFI::Platypus->new(api => 2, lib => $ENV{LIBBWP} // 'libbwp.so.1');
$ffi->attach([bwp_client_new_json => '_client_new'] => ['string', 'opaque'] => 'opaque');
$ffi->attach([bwp_client_free => '_client_free'] => ['opaque']);
$ffi->attach([bwp_call_json => '_call_json'] => ['opaque', 'string', 'string'] => 'opaque');
$ffi->attach([bwp_free => '_free'] => ['opaque']);

sub new ($class, %config) {
    my $problem = "\0" x 256;
    my $handle = _client_new(encode_json(\%config), scalar_to_pointer($problem));
    die 'no client: ', unpack('Z*', $problem), "\n" unless $handle;
    return bless {handle => $handle}, $class;
}

sub DESTROY ($self) {
    _client_free($self->{handle});
}

sub call ($self, $operation, %fields) {
    my $text = _call_json($self->{handle}, $operation, encode_json(\%fields));
    my $result = decode_json($ffi->cast('opaque', 'string', $text));
    _free($text);
    return $result if $result->{outcome} eq 'done';
    die bless $result, $result->{outcome} eq 'not_done' ? 'Bwp::NotDone' : 'Bwp::Unknown';
}

for my $operation (qw(create preview find list whoami)) {
    no strict 'refs';
    *$operation = sub ($self, %fields) { $self->call($operation, %fields) };
}

for my $operation (qw(get wait update resize bind unbind set_tags remove_tags delete)) {
    no strict 'refs';
    *$operation = sub ($self, $id, %fields) { $self->call($operation, id => $id, %fields) };
}

package Bwp::Error {
    use overload '""' => sub ($self, @) { $self->{message} }, fallback => 1;
}

package Bwp::NotDone { our @ISA = 'Bwp::Error' }

package Bwp::Unknown { our @ISA = 'Bwp::Error' }

1;
