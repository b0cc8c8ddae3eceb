# libbwp.  Try `make demo`; `make help` lists the rest.

VERSION_H := include/bwp/version.h
version    = $(shell sed -n 's/^#define BWP_VERSION_$(1) *\([0-9]*\)$$/\1/p' $(VERSION_H))
VERSION   := $(call version,MAJOR).$(call version,MINOR).$(call version,PATCH)
RELEASE   := $(VERSION)$(shell sed -n 's/^#define BWP_VERSION_SUFFIX *"\([^"]*\)".*/\1/p' $(VERSION_H))
# Of the binary interface, not of the release: it changes only if something is removed or altered.
SOVERSION := 1

# The folders of the GNU coding standards, in their small letters or in capitals; small ones win.
PREFIX      ?= /usr/local
prefix      ?= $(PREFIX)
exec_prefix ?= $(prefix)
BINDIR      ?= $(exec_prefix)/bin
bindir      ?= $(BINDIR)
LIBDIR      ?= $(exec_prefix)/lib
libdir      ?= $(LIBDIR)
INCLUDEDIR  ?= $(prefix)/include
includedir  ?= $(INCLUDEDIR)
datarootdir ?= $(prefix)/share
MANDIR      ?= $(datarootdir)/man
mandir      ?= $(MANDIR)
DESTDIR     ?=

BUILD        ?= build
CC           ?= cc
PKG_CONFIG   ?= pkg-config
CLANG_FORMAT ?= clang-format
CLANG_TIDY   ?= clang-tidy
CFLAGS       ?= -O2 -g
WARNINGS     := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
                -Wdeclaration-after-statement
SANITIZE     ?=
# WERROR=-Werror makes every warning fatal; left empty, a newer compiler cannot break a build.
WERROR       ?=

# The sanitizers, and what they do when they find something; each builds in a folder of its own: $(call under,asan).
asan-cflags   := -O1 -g -fno-omit-frame-pointer
asan-sanitize := -fsanitize=address,undefined -fno-sanitize-recover=all
tsan-cflags   := -O1 -g
tsan-sanitize := -fsanitize=thread
fuzz-cflags   := $(asan-cflags)
fuzz-sanitize := -fsanitize=fuzzer-no-link $(asan-sanitize)
ASAN_OPTIONS  ?= abort_on_error=1:detect_leaks=1
UBSAN_OPTIONS ?= halt_on_error=1:print_stacktrace=1
TSAN_OPTIONS  ?= halt_on_error=1:second_deadlock_stack=1
export ASAN_OPTIONS UBSAN_OPTIONS TSAN_OPTIONS
under = $(MAKE) --no-print-directory BUILD='$(BUILD)/$(1)' CFLAGS='$($(1)-cflags)' SANITIZE='$($(1)-sanitize)'

# `make V=1` shows every command whole.
ifeq ($(V),1)
say =
Q   =
else
say = @printf '  %-6s %s\n' $(1) '$(2)';
Q   = @
endif

# What the systems call differently: their libraries and linkers, and what brings out functions beside those of POSIX.
# GNU/Linux and the BSDs have ELF.  What is not GNU/Linux's was written after its manuals, and was never run.
SYSTEM         := $(or $(SYSTEM),$(shell uname -s))
format         := $(if $(filter Darwin,$(SYSTEM)),macho,elf)
elf-plain      := libbwp.so
elf-major      := libbwp.so.$(SOVERSION)
elf-whole      := libbwp.so.$(SOVERSION).$(VERSION)
# -z now: a foreign function that is missing is missed when a program starts, not in the middle of a purchase.
elf-link       := -Wl,-z,now
elf-shared      = -shared -Wl,-soname,$(SONAME) -Wl,--version-script=lib/libbwp.map -Wl,--no-undefined-version $(SMALL)
elf-packed      = $(PACKED)
elf-sections   := -Wl,--gc-sections
macho-plain    := libbwp.dylib
macho-major    := libbwp.$(SOVERSION).dylib
macho-whole    := libbwp.$(SOVERSION).$(VERSION).dylib
# A weak function need not be there, but this linker wants to be told.
macho-link     := -Wl,-U,_SSL_has_pending
macho-shared    = -dynamiclib -install_name @rpath/$(SONAME)
macho-sections := -Wl,-dead_strip
# A library says there where it is to be found.
macho-installed = install_name_tool -id '$(libdir)/$(SONAME)' $(call into,$(libdir))/$(notdir $(SHARED))
beside-Darwin  := -D_DARWIN_C_SOURCE -DMSG_NOSIGNAL=0
beside-FreeBSD := -D__BSD_VISIBLE=1
beside-NetBSD  := -D_NETBSD_SOURCE
beside-OpenBSD := -D_BSD_SOURCE
system         = $($(format)-$(1))

COMPILE = $(CC) -std=c11 -D_POSIX_C_SOURCE=200809L $(beside-$(SYSTEM)) $(WARNINGS) $(WERROR) $(CFLAGS) $(SANITIZE) \
          $(CPPFLAGS) -pthread -MMD -MP
LINK    = $(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) $(call system,link) -pthread

# The goals for which something is compiled here; others leave that to a make of their own, or need nothing.  Where all that
# is left is an installation, it takes what was built, whatever flags it is given: $(built) says which those were.
goals  := $(strip $(filter check-static,$(MAKECMDGOALS)) $(filter-out help deps demo check check-% fuzz docs dist deb \
              uninstall format clean,$(or $(MAKECMDGOALS),all)))
builds := $(filter-out install%,$(goals))
built  := $(if $(builds),,$(shell cat $(BUILD)/settings 2>/dev/null))

# What a compiler and its linker can do is found out with the flags that they will be given: $(call ask,FLAGS,TEST) is FLAGS
# if a small library can be made with them and passes the test.  Only a goal that builds asks, and each question once.
PROBE  = printf 'int puts(const char *);\nstatic const char *all[] = {"a", "b"};\nint f(int i) { return puts(all[i]); }\n'
ask    = $(shell mkdir -p $(BUILD) && $(PROBE) | $(LINK) -w -shared -fPIC $(1) -x c - -o $(BUILD)/probe 2>/dev/null && \
           $(2) && echo $(1); rm -f $(BUILD)/probe)

# What the shared library is spared: the padding of a page between its code and its constants, and most of the room for
# relocations.  Packed ones an older C library would not understand, so they are asked for only where the one that is
# here says that it does; the library then asks for such a one wherever it is taken to.  `make PACKED=` leaves them out.
PACKED ?= $(eval PACKED := $(call ask,$(RELR),grep -q GLIBC_ABI_DT_RELR $(BUILD)/probe))$(PACKED)
RELR   := -Wl,-z,pack-relative-relocs
SMALL   = -Wl,-z,noseparate-code -Wl,-Bsymbolic -Wl,--gc-sections $(PACKED)

# Where gcc can, from version 12 on, it makes the shared library of objects of its own and as a whole, which is smaller
# by one byte in twenty.  `make LTO=` leaves that out; the static library is never made so, because its objects have to
# suit any compiler.  Flags that settle it themselves are left alone, and so are sanitizers, other linkers than the
# compiler's own, and systems that nobody has run this on.
LTO    ?= $(eval LTO := $(if $(UNFIT),,$(call ask,$(LEAN),$(GCC_12))))$(LTO)
GCC_12  = printf '\043ifdef __clang__\n\043error\n\043endif\n' | $(CC) -Oz -x c -E - >/dev/null 2>&1
LEAN   := -flto=auto -flto-partition=one -fno-align-functions -fno-align-jumps -fno-align-loops \
          -fno-reorder-blocks-and-partition -fno-jump-tables
UNFIT   = $(SANITIZE)$(filter macho,$(format))$(filter -flto% -fno-lto -fsanitize% -fuse-ld=%,$(CC) $(CFLAGS) $(LDFLAGS))

# What each part asks pkg-config for.  The answers are kept in $(BUILD)/needs, where the compiler reads them (@FILE).
needs-lib      := libcurl libcjson libcrypto
needs-emulator := libmicrohttpd libcjson libcrypto
needs-test     := cmocka libssl libcurl libcjson libcrypto
cflags          = @$(BUILD)/needs/$(1).cflags
libs            = @$(BUILD)/needs/$(1).libs

LIB_SOURCES  := $(sort $(wildcard lib/*.c lib/*/*.c))
BWP_SOURCES  := $(sort $(wildcard src/bwp/*.c))
EMU_SOURCES  := $(sort $(wildcard src/emulator/*.c src/emulator/*/*.c))
UNIT_SOURCES := $(sort $(wildcard tests/unit/*_test.c))
WIRE_SOURCES := $(sort $(wildcard tests/wire/*_test.c))
HELP_SOURCES := $(sort $(filter-out %_test.c,$(wildcard tests/unit/*.c tests/wire/*.c)))
SCRIPTS      := $(sort $(wildcard tests/scripts/*_test.sh))

FUZZ_SOURCES := $(sort $(wildcard tests/fuzz/*_fuzz.c))
TORT_SOURCES := $(sort $(wildcard tests/torture/*.c))
SOAK_SOURCES := $(sort $(wildcard tests/soak/*.c))
BENCH_SOURCES := $(sort $(wildcard tests/bench/*.c))
PAGES_SOURCES := $(sort $(wildcard docs/pages/*.c))

LIB_OBJECTS  := $(LIB_SOURCES:%.c=$(BUILD)/%.o)
WHOLE_OBJECTS := $(LIB_SOURCES:%.c=$(BUILD)/whole/%.o)
SHARED_OBJECTS := $(if $(if $(built),$(findstring $(LEAN),$(built)),$(if $(goals),$(LTO))),$(WHOLE_OBJECTS),$(LIB_OBJECTS))
BASE_OBJECTS := $(filter $(BUILD)/lib/base/%,$(LIB_OBJECTS))
BWP_OBJECTS  := $(BWP_SOURCES:%.c=$(BUILD)/%.o)
EMU_OBJECTS  := $(EMU_SOURCES:%.c=$(BUILD)/%.o)
HELP_OBJECTS := $(HELP_SOURCES:%.c=$(BUILD)/%.o)
UNIT_TESTS   := $(UNIT_SOURCES:%.c=$(BUILD)/%)
WIRE_TESTS   := $(WIRE_SOURCES:%.c=$(BUILD)/%)
TESTS        := $(UNIT_TESTS) $(WIRE_TESTS)
TEST_OBJECTS := $(TESTS:%=%.o)
FUZZERS      := $(FUZZ_SOURCES:%.c=$(BUILD)/%)
FUZZ_OBJECTS := $(FUZZERS:%=%.o) $(BUILD)/tests/fuzz/driver.o
TORT_OBJECTS := $(TORT_SOURCES:%.c=$(BUILD)/%.o)
SOAK_OBJECTS := $(SOAK_SOURCES:%.c=$(BUILD)/%.o)
BENCH_OBJECTS := $(BENCH_SOURCES:%.c=$(BUILD)/%.o)
PAGES_OBJECTS := $(PAGES_SOURCES:%.c=$(BUILD)/%.o)

STATIC  := $(BUILD)/libbwp.a
SONAME  := $(call system,major)
SHARED  := $(BUILD)/$(call system,whole)
BWP     := $(BUILD)/bwp
EMU     := $(BUILD)/bwp-emulator
PAGES   := $(BUILD)/docs/pages/pages

# How many purchases at each provider, and for how many seconds each fuzzer runs.
SOAK         ?= 10000
FUZZ_SECONDS ?= 60
FUZZ_CC      ?= clang

.PHONY: all lib help deps demo check check-asan check-tsan check-soak check-soak-tsan check-torture check-valgrind \
        check-static check-format check-abi run-abi record-abi check-fuzz-service check-ffi run-ffi check-cross \
        check-interop run-interop run-soak run-torture run-valgrind run-units fuzz run-fuzz run-tests tests unit-tests \
        docs pages install install-lib install-programs uninstall dist deb format clean bench FORCE
.SUFFIXES:
comma := ,
.DELETE_ON_ERROR:
.SECONDARY:

all: lib $(BWP) $(EMU)

lib: $(STATIC) $(SHARED)

help:
	@echo 'make                    builds the library, bwp and bwp-emulator in $(BUILD)/'
	@echo 'make lib                builds the library alone'
	@echo 'make deps               installs the packages that pkg-config does not find'
	@echo 'make demo               takes a package through its life at each of four clouds, from an emulator'
	@echo 'make check              installs what is missing, builds and runs every test'
	@echo 'make run-tests          the same, but never installs anything; TEST=json: only those with json in their names'
	@echo 'make check-asan         the same as check under AddressSanitizer and UndefinedBehaviorSanitizer'
	@echo 'make check-tsan         the same under ThreadSanitizer'
	@echo 'make check-soak         SOAK=$(SOAK) packages at each provider from 8 threads, a fault on every third request'
	@echo 'make check-soak-tsan    the same under ThreadSanitizer'
	@echo 'make check-torture      every malloc, libcurl, OpenSSL and cJSON call fails in turn'
	@echo 'make check-valgrind     the unit tests under memcheck'
	@echo 'make check-interop      what the vendors'\'' own packages sign and send, with Node.js and npm'
	@echo 'make check-cross        the unit tests on other machines and systems, on Debian; MACHINE=s390x: only there'
	@echo 'make check-abi          today'\''s library beside the record of each release; make record-abi makes that of this one'
	@echo 'make check-static       clang-tidy over the library and the programs'
	@echo 'make check-ffi          the examples in eight other languages, those that are installed; TEST=go: only Go'
	@echo 'make fuzz               each fuzzer for FUZZ_SECONDS=$(FUZZ_SECONDS) seconds or for FUZZ_RUNS inputs, with clang'
	@echo 'make check-fuzz-service the fuzzers as a fuzzing service builds them'
	@echo 'make bench              libbwp beside bare libcurl; BASE=FILE: and beside a run that was saved before'
	@echo 'make docs               the pages of the API as HTML, in $(BUILD)/docs/html, with doxygen'
	@echo 'make pages              prints docs/providers.md and docs/errors.md anew, from the tables of the library'
	@echo 'make install            prefix=$(prefix) DESTDIR=$(DESTDIR); make uninstall takes it away'
	@echo 'make install-lib        the library without the programs; needs no libmicrohttpd'
	@echo 'make dist               the last commit as a release: archive, checksum and inventory, in $(BUILD)/dist'
	@echo 'make deb                Debian packages of it, built, judged, installed on a bare Debian and tried, in $(BUILD)/deb'
	@echo 'make format             clang-format 14 over every source file; make check-format says whether it would change one'
	@echo 'make clean              removes $(BUILD)/'

# ---- packages ----

deps:
	@PKG_CONFIG='$(PKG_CONFIG)' sh .ci/deps install

# Made anew if a compiler, its flags or who gets which change, and with it every object: `make CC=clang` after `make` mixes
# nothing.
$(BUILD)/settings: export SETTINGS = $(COMPILE) $(LIB_FLAGS) $(HOT_SOURCES) $(LTO) $(LINK) $(call system,packed) $(PKG_CONFIG) $(PKG_CONFIG_PATH)
$(BUILD)/settings: $(if $(builds),FORCE)
	@mkdir -p $(@D)
	@printf '%s\n' "$$SETTINGS" | cmp -s - $@ || printf '%s\n' "$$SETTINGS" >$@

$(BUILD)/needs/%.cflags: $(BUILD)/settings
	@mkdir -p $(@D)
	@PKG_CONFIG='$(PKG_CONFIG)' sh .ci/deps check $(needs-$*)
	@$(PKG_CONFIG) --cflags $(needs-$*) >$@

$(BUILD)/needs/%.libs: $(BUILD)/needs/%.cflags
	@$(PKG_CONFIG) --libs $(needs-$*) >$@

# ---- building ----

# Every byte of a request passes through these files of base; all others are built for size, which costs one instruction
# in a hundred.  Flags that are given by hand are taken as they are, but for this -O2.  In the static library every
# function has a section of its own, so that a program linked with --gc-sections takes no more than it calls.
HOT_SOURCES := $(addprefix lib/base/,ascii.c buf.c json.c json_text.c uri.c)
$(LIB_OBJECTS) $(WHOLE_OBJECTS): COMPILE_LIB = $(patsubst -O2,-Os,$(COMPILE)) $(LIB_FLAGS)
$(HOT_SOURCES:%.c=$(BUILD)/%.o) $(HOT_SOURCES:%.c=$(BUILD)/whole/%.o): COMPILE_LIB = $(COMPILE) $(LIB_FLAGS)
LIB_FLAGS = -fPIC -fvisibility=hidden -DBWP_BUILDING $(call cflags,lib) -Iinclude -Ilib

$(LIB_OBJECTS): $(BUILD)/%.o: %.c $(BUILD)/needs/lib.cflags
	@mkdir -p $(@D)
	$(call say,CC,$<) $(COMPILE_LIB) -ffunction-sections -fdata-sections -c $< -o $@

$(BUILD)/whole/%.o: %.c $(BUILD)/needs/lib.cflags
	@mkdir -p $(@D)
	$(call say,CC,$<) $(patsubst -Os,-Oz,$(COMPILE_LIB)) $(LTO) -c $< -o $@

$(BWP_OBJECTS) $(PAGES_OBJECTS): $(BUILD)/%.o: %.c $(BUILD)/needs/lib.cflags
	@mkdir -p $(@D)
	$(call say,CC,$<) $(COMPILE) $(call cflags,lib) -Iinclude -Ilib -Isrc/bwp -c $< -o $@

$(EMU_OBJECTS): $(BUILD)/%.o: %.c $(BUILD)/needs/emulator.cflags
	@mkdir -p $(@D)
	$(call say,CC,$<) $(COMPILE) $(call cflags,emulator) -Iinclude -Ilib -Isrc/emulator -c $< -o $@

# Nothing but what the library needs, so that it is all that a fuzzing service has to bring.
$(FUZZ_OBJECTS): $(BUILD)/%.o: %.c $(BUILD)/needs/lib.cflags
	@mkdir -p $(@D)
	$(call say,CC,$<) $(COMPILE) $(call cflags,lib) -Iinclude -Ilib -Itests/unit -c $< -o $@

$(TEST_OBJECTS) $(HELP_OBJECTS) $(TORT_OBJECTS) $(SOAK_OBJECTS) $(BENCH_OBJECTS): $(BUILD)/%.o: %.c $(BUILD)/needs/test.cflags
	@mkdir -p $(@D)
	$(call say,CC,$<) $(COMPILE) $(call cflags,test) -Iinclude -Ilib -Itests/unit -Itests/wire -c $< -o $@

$(STATIC): $(LIB_OBJECTS)
	@rm -f $@
	$(call say,AR,$@) $(AR) rcs $@ $^

$(SHARED): $(SHARED_OBJECTS) lib/libbwp.map $(BUILD)/needs/lib.libs
	$(call say,LINK,$@) $(LINK) $(LTO) $(call system,shared) $(SHARED_OBJECTS) $(call libs,lib) -o $@
	$(Q)ln -sf $(@F) $(BUILD)/$(SONAME)
	$(Q)ln -sf $(SONAME) $(BUILD)/$(call system,plain)

$(BWP): $(BWP_OBJECTS) $(STATIC) $(BUILD)/needs/lib.libs
	$(call say,LINK,$@) $(LINK) $(BWP_OBJECTS) $(STATIC) $(call libs,lib) -o $@

$(PAGES): $(PAGES_OBJECTS) $(BUILD)/src/bwp/advice.o $(STATIC) $(BUILD)/needs/lib.libs
	$(call say,LINK,$@) $(LINK) $(PAGES_OBJECTS) $(BUILD)/src/bwp/advice.o $(STATIC) $(call libs,lib) -o $@

# The emulator judges the library, so it is linked with the library's base alone.
$(EMU): $(EMU_OBJECTS) $(BASE_OBJECTS) $(BUILD)/needs/emulator.libs
	$(call say,LINK,$@) $(LINK) $(EMU_OBJECTS) $(BASE_OBJECTS) $(call libs,emulator) -o $@

$(TESTS): %: %.o $(HELP_OBJECTS) $(STATIC) $(BUILD)/needs/test.libs
	$(call say,LINK,$@) $(LINK) $< $(HELP_OBJECTS) $(STATIC) $(call libs,test) -o $@

# Without a fuzzing engine: the driver hands a target every file of the folders it is given.
$(FUZZERS): %: %.o $(BUILD)/tests/fuzz/driver.o $(STATIC) $(BUILD)/needs/lib.libs
	$(call say,LINK,$@) $(LINK) $< $(BUILD)/tests/fuzz/driver.o $(STATIC) $(call libs,lib) -o $@

# Every function of ours that calls outside can be made to fail by the linker.
$(BUILD)/tests/torture/torture: $(TORT_OBJECTS) $(HELP_OBJECTS) $(STATIC) tests/torture/wrapped.sym $(BUILD)/needs/test.libs
	$(call say,LINK,$@) $(LINK) $(TORT_OBJECTS) $(HELP_OBJECTS) $(STATIC) \
	    $(addprefix -Wl$(comma)--wrap=,$(shell cat tests/torture/wrapped.sym)) $(call libs,test) -o $@

$(BUILD)/tests/soak/soak: $(SOAK_OBJECTS) $(HELP_OBJECTS) $(STATIC) $(BUILD)/needs/test.libs
	$(call say,LINK,$@) $(LINK) $(SOAK_OBJECTS) $(HELP_OBJECTS) $(STATIC) $(call libs,test) -o $@

# The callers that are measured are linked with what they call and nothing else, bench itself with the tests' helpers.
BENCH_CALLER  := $(addprefix $(BUILD)/tests/bench/,caller.o cases.o)
BENCH_FLOOR   := $(BENCH_CALLER) $(BUILD)/tests/bench/transfer.o
BENCH_OURS    := $(BENCH_CALLER) $(BUILD)/tests/bench/client.o
BENCH_CALLERS := $(addprefix $(BUILD)/tests/bench/,bare work multi ours json batch static)
BENCH         := $(BUILD)/tests/bench/bench

$(addprefix $(BUILD)/tests/bench/,bare work multi): %: %.o $(BENCH_FLOOR) $(BUILD)/needs/lib.libs
	$(call say,LINK,$@) $(LINK) $< $(BENCH_FLOOR) $(call libs,lib) -o $@

$(addprefix $(BUILD)/tests/bench/,ours json batch): %: %.o $(BENCH_OURS) $(SHARED)
	$(call say,LINK,$@) $(LINK) $< $(BENCH_OURS) -L$(BUILD) -Wl,-rpath,'$(abspath $(BUILD))' -lbwp -o $@

$(BUILD)/tests/bench/static: $(BUILD)/tests/bench/ours.o $(BENCH_OURS) $(STATIC) $(BUILD)/needs/lib.libs
	$(call say,LINK,$@) $(LINK) $(call system,sections) $< $(BENCH_OURS) $(STATIC) $(call libs,lib) -o $@

$(BENCH): $(addprefix $(BUILD)/tests/bench/,bench.o cases.o measure.o report.o server.o) $(HELP_OBJECTS) $(STATIC) \
          $(BUILD)/needs/test.libs
	$(call say,LINK,$@) $(LINK) $(filter %.o,$^) $(STATIC) $(call libs,test) -o $@

# ---- trying and testing ----

demo:
	@PKG_CONFIG='$(PKG_CONFIG)' sh .ci/deps install lib emulator
	@$(MAKE) --no-print-directory all
	@sh examples/demo.sh $(BUILD)

check: deps
	@$(MAKE) --no-print-directory run-tests

check-asan: deps
	+@$(call under,asan) run-tests SCRIPTS=

check-tsan: deps
	+@$(call under,tsan) run-tests SCRIPTS=

tests: all $(TESTS) $(FUZZERS) $(PAGES)

run-tests: tests
	@BUILD='$(BUILD)' CC='$(CC)' PKG_CONFIG='$(PKG_CONFIG)' MAKE='$(MAKE)' \
	    sh tests/run.sh $(if $(TEST),$(foreach test,$(TESTS) $(SCRIPTS),$(if $(findstring $(TEST),$(test)),$(test))),$(TESTS) $(SCRIPTS))

check-soak: deps
	@$(MAKE) --no-print-directory run-soak

check-soak-tsan: deps
	+@$(call under,tsan) run-soak

run-soak: all $(BUILD)/tests/soak/soak
	@BUILD='$(BUILD)' $(BUILD)/tests/soak/soak $(SOAK)

# A figure of one run is worth little by itself: compare it with another of the same run, or a saved run with this one.
bench: all $(BENCH) $(BENCH_CALLERS)
	@$(BENCH) '$(BUILD)' '$(BUILD)/bench.json' '$(BASE)' '$(PART)'

check-torture: deps
	+@$(call under,asan) run-torture

run-torture: all $(BUILD)/tests/torture/torture
	@BUILD='$(BUILD)' $(BUILD)/tests/torture/torture

check-valgrind: deps
	@$(MAKE) --no-print-directory run-valgrind

MEMCHECK := valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite --num-callers=40 \
            --suppressions=tests/unit/valgrind.supp
run-valgrind: RUNNER := $(MEMCHECK)

unit-tests: $(UNIT_TESTS)

# The unit tests alone, under RUNNER.
run-valgrind run-units: $(UNIT_TESTS)
	@BUILD='$(BUILD)' RUNNER='$(RUNNER)' sh tests/run.sh $(UNIT_TESTS)

# Not for check: it takes the compilers and the libraries of other machines.  MACHINE=s390x: that one alone.
check-cross:
	+@BUILD='$(BUILD)' bash .ci/cross $(MACHINE)

check-interop: deps
	@$(MAKE) --no-print-directory run-interop

run-interop: $(BWP) $(EMU)
	@BUILD='$(BUILD)' sh tests/interop/run.sh

fuzz:
	+@$(call under,fuzz) run-fuzz CC='$(FUZZ_CC)'

# One fuzzer after another, or as many at once as -j allows; what they find stays in $(BUILD)/found.  By time each search
# is another one; by FUZZ_RUNS it is the same each time, so that a change is judged by the same inputs as the last.
FUZZ_BOUND = $(if $(FUZZ_RUNS),-runs=$(FUZZ_RUNS) -seed=1,-max_total_time=$(FUZZ_SECONDS))

run-fuzz: $(FUZZERS:%=%.run)

$(FUZZERS:%=%.run): %.run: %.o $(STATIC) $(BUILD)/needs/lib.libs FORCE
	@$(CC) $(CFLAGS) $(SANITIZE) -fsanitize=fuzzer $< $(STATIC) $(call libs,lib) -pthread -o $*
	@name=$(notdir $(*:%_fuzz=%)); found=$(BUILD)/found/$$name; mkdir -p $$found; \
	    $* $(FUZZ_BOUND) -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
	        -dict=tests/fuzz/secrets.dict -artifact_prefix=$$found/ $(if $(FUZZ_RUNS),,$$found) tests/fuzz/corpus/$$name \
	        >$$found.log 2>&1 || \
	        { tail -n 40 $$found.log; echo "$$name: FAILED, see $$found.log"; exit 1; }; \
	    sed -n "s/^stat::number_of_executed_units: */$$name: inputs tried: /p" $$found.log

check-fuzz-service:
	@BUILD='$(BUILD)' sh tests/run.sh tests/fuzz/service_test.sh

check-ffi: deps
	@$(MAKE) --no-print-directory run-ffi

run-ffi: all
	@BUILD='$(BUILD)' CC='$(CC)' PKG_CONFIG='$(PKG_CONFIG)' MAKE='$(MAKE)' TEST='$(TEST)' sh tests/run.sh tests/ffi/languages_test.sh

check-abi: deps
	@$(MAKE) --no-print-directory run-abi

run-abi: all
	@BUILD='$(BUILD)' CC='$(CC)' PKG_CONFIG='$(PKG_CONFIG)' sh tests/run.sh tests/abi/abi_test.sh
	@sed -n -e 's/^since /  since /p' -e 's/^  *added: /    added: /p' '$(BUILD)/logs/abi_test.sh.log'

record-abi: lib
	@BUILD='$(BUILD)' tests/abi/record.sh $(VERSION) $(RELEASE)

# A process for each file: clang-tidy 14 takes every va_list but the first file's for uninitialised.
check-static: $(BUILD)/needs/lib.cflags $(BUILD)/needs/emulator.cflags
	@printf '%s\n' $(LIB_SOURCES) $(BWP_SOURCES) $(EMU_SOURCES) $(PAGES_SOURCES) | xargs -P "$$(getconf _NPROCESSORS_ONLN)" -I FILE \
	    $(CLANG_TIDY) --quiet FILE -- -std=c11 -D_POSIX_C_SOURCE=200809L -DBWP_BUILDING $(call cflags,lib) \
	    $(call cflags,emulator) -Iinclude -Ilib -Isrc/bwp -Isrc/emulator 2>$(BUILD)/check-static.log || \
	    { cat $(BUILD)/check-static.log; exit 1; }
	@echo 'clang-tidy has nothing to say'

format:
	@$(FORMATTED) -exec $(CLANG_FORMAT) -i {} +

check-format:
	@$(FORMATTED) -exec $(CLANG_FORMAT) --dry-run --Werror {} +

FORMATTED := find include lib src tests examples docs '(' -name '*.[ch]' -o -name '*.cc' -o -name '*.hpp' ')'

clean:
	rm -rf $(BUILD)

# ---- pages ----

pages: $(PAGES)
	@$(PAGES) providers >$(BUILD)/docs/providers.md && mv $(BUILD)/docs/providers.md docs/
	@$(PAGES) errors >$(BUILD)/docs/errors.md && mv $(BUILD)/docs/errors.md docs/

# A warning fails, and so does whatever has no word of documentation: docs/Doxyfile.
docs:
	@PKG_CONFIG='$(PKG_CONFIG)' sh .ci/deps check doxygen
	@mkdir -p $(BUILD)/docs
	@{ cat docs/Doxyfile; printf '%s\n' 'PROJECT_NUMBER = $(VERSION)' 'OUTPUT_DIRECTORY = "$(BUILD)/docs"'; } | doxygen -
	@echo "doxygen $$(doxygen --version | cut -d ' ' -f 1) has nothing to say; $(BUILD)/docs/html/index.html"

# ---- installing ----

# Folders stand in quotes, because a name may have blanks in it: $(call into,$(libdir)).
into = '$(DESTDIR)$(1)'

# The .pc file and the CMake files are written anew each time: the folders may differ from the last time.
fill = sed -e 's|@prefix@|$(prefix)|' -e 's|@exec_prefix@|$(exec_prefix)|' -e 's|@libdir@|$(libdir)|' \
       -e 's|@includedir@|$(includedir)|' -e 's|@version@|$(VERSION)|' -e 's|@release@|$(RELEASE)|' \
       -e 's|@soname@|$(SONAME)|' \
       -e 's|^\(libdir=\)$(exec_prefix)/|\1$${exec_prefix}/|' -e 's|^\(includedir=\)$(prefix)/|\1$${prefix}/|' \
       -e 's|^\(exec_prefix=\)$(prefix)$$|\1$${prefix}|'

install: install-lib install-programs

install-lib: lib
	install -d $(call into,$(libdir))/pkgconfig $(call into,$(libdir))/cmake/bwp $(call into,$(includedir))/bwp
	install -d $(call into,$(mandir))/man3
	install -m 644 include/bwp/bwp.h include/bwp/version.h $(call into,$(includedir))/bwp
	install -m 644 lib/libbwp.3 $(call into,$(mandir))/man3
	install -m 644 $(STATIC) $(call into,$(libdir))
	install -m 755 $(SHARED) $(call into,$(libdir))
	$(call system,installed)
	ln -sf $(notdir $(SHARED)) $(call into,$(libdir))/$(SONAME)
	ln -sf $(SONAME) $(call into,$(libdir))/$(call system,plain)
	$(Q)$(fill) pkgconfig/libbwp.pc.in >$(BUILD)/libbwp.pc
	install -m 644 $(BUILD)/libbwp.pc $(call into,$(libdir))/pkgconfig
	$(Q)$(fill) pkgconfig/bwp-config.cmake.in >$(BUILD)/bwp-config.cmake
	$(Q)$(fill) pkgconfig/bwp-config-version.cmake.in >$(BUILD)/bwp-config-version.cmake
	install -m 644 $(BUILD)/bwp-config.cmake $(BUILD)/bwp-config-version.cmake $(call into,$(libdir))/cmake/bwp

install-programs: $(BWP) $(EMU)
	install -d $(call into,$(bindir)) $(call into,$(mandir))/man1
	install -m 755 $(BWP) $(EMU) $(call into,$(bindir))
	install -m 644 src/bwp/bwp.1 src/emulator/bwp-emulator.1 $(call into,$(mandir))/man1

uninstall:
	rm -rf $(call into,$(includedir))/bwp $(call into,$(libdir))/cmake/bwp
	rm -f $(call into,$(libdir))/libbwp.a $(call into,$(libdir))/$(call system,plain) $(call into,$(libdir))/$(SONAME)
	rm -f $(call into,$(libdir))/$(notdir $(SHARED)) $(call into,$(libdir))/pkgconfig/libbwp.pc
	rm -f $(call into,$(bindir))/bwp $(call into,$(bindir))/bwp-emulator
	rm -f $(call into,$(mandir))/man1/bwp.1 $(call into,$(mandir))/man1/bwp-emulator.1 $(call into,$(mandir))/man3/libbwp.3

# ---- releasing ----

dist:
	@.ci/dist $(RELEASE) '$(BUILD)/dist'

deb:
	@.ci/deb $(RELEASE) '$(BUILD)/deb'

-include $(FUZZ_OBJECTS:.o=.d) $(TORT_OBJECTS:.o=.d) $(SOAK_OBJECTS:.o=.d) $(BENCH_OBJECTS:.o=.d)
-include $(LIB_OBJECTS:.o=.d) $(WHOLE_OBJECTS:.o=.d) $(BWP_OBJECTS:.o=.d) $(EMU_OBJECTS:.o=.d) $(TEST_OBJECTS:.o=.d) $(HELP_OBJECTS:.o=.d)
-include $(PAGES_OBJECTS:.o=.d)
