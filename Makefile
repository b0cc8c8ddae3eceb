# libbwp.  Try `make demo`; `make help` lists the rest.

VERSION_H := include/bwp/version.h
version    = $(shell sed -n 's/^#define BWP_VERSION_$(1) *\([0-9]*\)$$/\1/p' $(VERSION_H))
VERSION   := $(call version,MAJOR).$(call version,MINOR).$(call version,PATCH)
# Of the binary interface, not of the release: it changes only if something is removed or altered.
SOVERSION := 1

prefix     ?= /usr/local
PREFIX     ?= $(prefix)
LIBDIR     ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
BINDIR     ?= $(PREFIX)/bin
MANDIR     ?= $(PREFIX)/share/man
DESTDIR    ?=

BUILD      ?= build
CC         ?= cc
PKG_CONFIG ?= pkg-config
CFLAGS     ?= -O2 -g
WARNINGS   := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
              -Wdeclaration-after-statement
SANITIZE   ?=
# WERROR=-Werror makes every warning fatal; left empty, a newer compiler cannot break a build.
WERROR     ?=

# Asked of pkg-config when first needed, and once: `make deps` has to work without it.
once        = $(eval $(1) := $(shell $(2)))$($(1))
LIB_CFLAGS  = $(call once,LIB_CFLAGS,$(PKG_CONFIG) --cflags libcurl libcjson libcrypto)
LIB_LIBS    = $(call once,LIB_LIBS,$(PKG_CONFIG) --libs libcurl libcjson libcrypto)
EMU_CFLAGS  = $(call once,EMU_CFLAGS,$(PKG_CONFIG) --cflags libmicrohttpd libcjson libcrypto)
EMU_LIBS    = $(call once,EMU_LIBS,$(PKG_CONFIG) --libs libmicrohttpd libcjson libcrypto)
TEST_CFLAGS = $(call once,TEST_CFLAGS,$(PKG_CONFIG) --cflags cmocka libcjson libcrypto libcurl)
TEST_LIBS   = $(call once,TEST_LIBS,$(PKG_CONFIG) --libs cmocka libssl)

# `make V=1` shows every command whole.
ifeq ($(V),1)
say =
Q   =
else
say = @printf '  %-6s %s\n' $(1) '$(2)';
Q   = @
endif

COMPILE = $(CC) -std=c11 -D_POSIX_C_SOURCE=200809L $(WARNINGS) $(WERROR) $(CFLAGS) $(SANITIZE) $(CPPFLAGS) -pthread \
          -MMD -MP
LINK    = $(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) -pthread

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

LIB_OBJECTS  := $(LIB_SOURCES:%.c=$(BUILD)/%.o)
BWP_OBJECTS  := $(BWP_SOURCES:%.c=$(BUILD)/%.o)
EMU_OBJECTS  := $(EMU_SOURCES:%.c=$(BUILD)/%.o)
HELP_OBJECTS := $(HELP_SOURCES:%.c=$(BUILD)/%.o)
TESTS        := $(UNIT_SOURCES:%.c=$(BUILD)/%) $(WIRE_SOURCES:%.c=$(BUILD)/%)
TEST_OBJECTS := $(TESTS:%=%.o)
FUZZERS      := $(FUZZ_SOURCES:%.c=$(BUILD)/%)
FUZZ_OBJECTS := $(FUZZERS:%=%.o) $(BUILD)/tests/fuzz/driver.o
TORT_OBJECTS := $(TORT_SOURCES:%.c=$(BUILD)/%.o)
SOAK_OBJECTS := $(SOAK_SOURCES:%.c=$(BUILD)/%.o)

STATIC  := $(BUILD)/libbwp.a
SONAME  := libbwp.so.$(SOVERSION)
SHARED  := $(BUILD)/libbwp.so.$(SOVERSION).$(VERSION)
BWP     := $(BUILD)/bwp
EMU     := $(BUILD)/bwp-emulator

# How many purchases at each provider, and for how many seconds each fuzzer runs.
SOAK         ?= 10000
FUZZ_SECONDS ?= 60
FUZZ_CC      ?= clang

.PHONY: all lib help have-deps deps demo check check-asan check-tsan check-soak check-soak-tsan check-torture \
        check-valgrind run-soak run-torture run-valgrind fuzz run-fuzz run-tests tests install uninstall format clean
.SUFFIXES:
comma := ,
.DELETE_ON_ERROR:
.SECONDARY:

all: lib $(BWP) $(EMU)

lib: $(STATIC) $(SHARED)

help:
	@echo 'make             builds the library, bwp and bwp-emulator in $(BUILD)/'
	@echo 'make lib         builds the library alone'
	@echo 'make deps        installs the packages that pkg-config does not find'
	@echo 'make demo        buys one package at each of three clouds, from an emulator on this machine'
	@echo 'make check       installs what is missing, builds and runs every test'
	@echo 'make check-asan  the same under AddressSanitizer and UndefinedBehaviorSanitizer'
	@echo 'make check-tsan  the same under ThreadSanitizer'
	@echo 'make check-soak  SOAK=$(SOAK) purchases at each provider from 8 threads, a fault on every third request'
	@echo 'make check-torture  every malloc, libcurl, OpenSSL and cJSON call fails in turn'
	@echo 'make check-valgrind the unit and wire tests under memcheck'
	@echo 'make fuzz        each fuzzer for FUZZ_SECONDS=$(FUZZ_SECONDS) seconds, with clang'
	@echo 'make install     PREFIX=$(PREFIX) DESTDIR=$(DESTDIR); make uninstall takes it away'
	@echo 'make format      clang-format over every source file'
	@echo 'make clean       removes $(BUILD)/'

# ---- packages ----

deps:
	@PKG_CONFIG='$(PKG_CONFIG)' CC='$(CC)' sh .ci/deps install

have-deps:
	@PKG_CONFIG='$(PKG_CONFIG)' CC='$(CC)' sh .ci/deps check libcurl libcjson libcrypto

# ---- building ----

$(LIB_OBJECTS): $(BUILD)/%.o: %.c | have-deps
	@mkdir -p $(@D)
	$(call say,CC,$<) $(COMPILE) -fPIC -fvisibility=hidden -DBWP_BUILDING $(LIB_CFLAGS) -Iinclude -Ilib -c $< -o $@

$(BWP_OBJECTS): $(BUILD)/%.o: %.c | have-deps
	@mkdir -p $(@D)
	$(call say,CC,$<) $(COMPILE) -Iinclude -Ilib -Isrc/bwp -c $< -o $@

$(EMU_OBJECTS): $(BUILD)/%.o: %.c | have-deps
	@mkdir -p $(@D)
	$(call say,CC,$<) $(COMPILE) $(EMU_CFLAGS) -Iinclude -Ilib -Isrc/emulator -c $< -o $@

$(TEST_OBJECTS) $(HELP_OBJECTS) $(FUZZ_OBJECTS) $(TORT_OBJECTS) $(SOAK_OBJECTS): $(BUILD)/%.o: %.c | have-deps
	@mkdir -p $(@D)
	$(call say,CC,$<) $(COMPILE) $(TEST_CFLAGS) -Iinclude -Ilib -Itests/unit -Itests/wire -c $< -o $@

$(STATIC): $(LIB_OBJECTS)
	@rm -f $@
	$(call say,AR,$@) $(AR) rcs $@ $^

$(SHARED): $(LIB_OBJECTS) lib/libbwp.map
	$(call say,LINK,$@) $(LINK) -shared -Wl,-soname,$(SONAME) -Wl,--version-script=lib/libbwp.map \
	    -Wl,--no-undefined-version $(LIB_OBJECTS) $(LIB_LIBS) -o $@
	$(Q)ln -sf $(@F) $(BUILD)/$(SONAME)
	$(Q)ln -sf $(SONAME) $(BUILD)/libbwp.so

$(BWP): $(BWP_OBJECTS) $(STATIC)
	$(call say,LINK,$@) $(LINK) $(BWP_OBJECTS) $(STATIC) $(LIB_LIBS) -o $@

$(EMU): $(EMU_OBJECTS) $(STATIC)
	$(call say,LINK,$@) $(LINK) $(EMU_OBJECTS) $(STATIC) $(EMU_LIBS) -o $@

$(TESTS): %: %.o $(HELP_OBJECTS) $(STATIC)
	$(call say,LINK,$@) $(LINK) $< $(HELP_OBJECTS) $(STATIC) $(TEST_LIBS) $(LIB_LIBS) -o $@

# Without a fuzzing engine: the driver hands a target every file of the folders it is given.
$(FUZZERS): %: %.o $(BUILD)/tests/fuzz/driver.o $(STATIC)
	$(call say,LINK,$@) $(LINK) $< $(BUILD)/tests/fuzz/driver.o $(STATIC) $(LIB_LIBS) -o $@

# Every function of ours that calls outside can be made to fail by the linker.
$(BUILD)/tests/torture/torture: $(TORT_OBJECTS) $(HELP_OBJECTS) $(STATIC) tests/torture/wrapped.sym
	$(call say,LINK,$@) $(LINK) $(TORT_OBJECTS) $(HELP_OBJECTS) $(STATIC) \
	    $(addprefix -Wl$(comma)--wrap=,$(shell cat tests/torture/wrapped.sym)) $(TEST_LIBS) $(LIB_LIBS) -o $@

$(BUILD)/tests/soak/soak: $(SOAK_OBJECTS) $(HELP_OBJECTS) $(STATIC)
	$(call say,LINK,$@) $(LINK) $(SOAK_OBJECTS) $(HELP_OBJECTS) $(STATIC) $(TEST_LIBS) $(LIB_LIBS) -o $@

# ---- trying and testing ----

demo:
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory all
	@sh examples/demo.sh $(BUILD)

check:
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory run-tests

check-asan:
	@ASAN_OPTIONS=abort_on_error=1:detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
	    $(MAKE) --no-print-directory check BUILD=$(BUILD)/asan CFLAGS='-O1 -g -fno-omit-frame-pointer' \
	    SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all' SCRIPTS=

check-tsan:
	@TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1 \
	    $(MAKE) --no-print-directory check BUILD=$(BUILD)/tsan CFLAGS='-O1 -g' SANITIZE='-fsanitize=thread' SCRIPTS=

tests: all $(TESTS) $(FUZZERS)

run-tests: tests
	@BUILD='$(BUILD)' CC='$(CC)' PKG_CONFIG='$(PKG_CONFIG)' MAKE='$(MAKE)' sh tests/run.sh $(TESTS) $(SCRIPTS)

check-soak:
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory run-soak

run-soak: all $(BUILD)/tests/soak/soak
	@BUILD='$(BUILD)' $(BUILD)/tests/soak/soak $(SOAK)

check-soak-tsan:
	@TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1 \
	    $(MAKE) --no-print-directory check-soak BUILD=$(BUILD)/tsan CFLAGS='-O1 -g' SANITIZE='-fsanitize=thread'

check-torture:
	@ASAN_OPTIONS=abort_on_error=1:detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
	    $(MAKE) --no-print-directory deps
	@ASAN_OPTIONS=abort_on_error=1:detect_leaks=1 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
	    $(MAKE) --no-print-directory run-torture BUILD=$(BUILD)/asan CFLAGS='-O1 -g -fno-omit-frame-pointer' \
	    SANITIZE='-fsanitize=address,undefined -fno-sanitize-recover=all'

run-torture: all $(BUILD)/tests/torture/torture
	@BUILD='$(BUILD)' $(BUILD)/tests/torture/torture

check-valgrind:
	@$(MAKE) --no-print-directory deps
	@$(MAKE) --no-print-directory run-valgrind

run-valgrind: tests
	@BUILD='$(BUILD)' RUNNER='valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite' \
	    sh tests/run.sh $(TESTS)

fuzz:
	@$(MAKE) --no-print-directory run-fuzz BUILD=$(BUILD)/fuzz CC='$(FUZZ_CC)' CFLAGS='-O1 -g -fno-omit-frame-pointer' \
	    SANITIZE='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all'

run-fuzz: $(STATIC) $(FUZZERS:%=%.o)
	@for f in $(FUZZERS); do \
	    name=$$(basename $$f _fuzz); found=$(BUILD)/found/$$name; mkdir -p $$found; \
	    $(CC) $(CFLAGS) -fsanitize=fuzzer,address,undefined $$f.o $(STATIC) $(LIB_LIBS) -pthread -o $$f || exit 1; \
	    echo "== $$name"; \
	    $$f -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=0 \
	        -artifact_prefix=$$found/ $$found tests/fuzz/corpus/$$name || exit 1; \
	done

# ---- installing ----

# Written anew each time: PREFIX may differ from the last.
install: all
	install -d $(DESTDIR)$(LIBDIR)/pkgconfig $(DESTDIR)$(INCLUDEDIR)/bwp $(DESTDIR)$(BINDIR) $(DESTDIR)$(MANDIR)/man1
	install -m 644 include/bwp/bwp.h include/bwp/version.h $(DESTDIR)$(INCLUDEDIR)/bwp
	install -m 644 $(STATIC) $(DESTDIR)$(LIBDIR)
	install -m 755 $(SHARED) $(DESTDIR)$(LIBDIR)
	ln -sf $(notdir $(SHARED)) $(DESTDIR)$(LIBDIR)/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(LIBDIR)/libbwp.so
	sed -e 's|@prefix@|$(PREFIX)|' -e 's|@libdir@|$(LIBDIR)|' -e 's|@includedir@|$(INCLUDEDIR)|' \
	    -e 's|@version@|$(VERSION)|' pkgconfig/libbwp.pc.in >$(DESTDIR)$(LIBDIR)/pkgconfig/libbwp.pc
	chmod 644 $(DESTDIR)$(LIBDIR)/pkgconfig/libbwp.pc
	install -m 755 $(BWP) $(EMU) $(DESTDIR)$(BINDIR)
	install -m 644 src/bwp/bwp.1 src/emulator/bwp-emulator.1 $(DESTDIR)$(MANDIR)/man1

uninstall:
	rm -f $(DESTDIR)$(INCLUDEDIR)/bwp/bwp.h $(DESTDIR)$(INCLUDEDIR)/bwp/version.h
	rm -f $(DESTDIR)$(LIBDIR)/libbwp.a $(DESTDIR)$(LIBDIR)/libbwp.so $(DESTDIR)$(LIBDIR)/$(SONAME)
	rm -f $(DESTDIR)$(LIBDIR)/$(notdir $(SHARED)) $(DESTDIR)$(LIBDIR)/pkgconfig/libbwp.pc
	rm -f $(DESTDIR)$(BINDIR)/bwp $(DESTDIR)$(BINDIR)/bwp-emulator
	rm -f $(DESTDIR)$(MANDIR)/man1/bwp.1 $(DESTDIR)$(MANDIR)/man1/bwp-emulator.1
	-rmdir $(DESTDIR)$(INCLUDEDIR)/bwp

format:
	clang-format -i $(shell git ls-files '*.c' '*.h')

clean:
	rm -rf $(BUILD)

-include $(FUZZ_OBJECTS:.o=.d) $(TORT_OBJECTS:.o=.d) $(SOAK_OBJECTS:.o=.d)
-include $(LIB_OBJECTS:.o=.d) $(BWP_OBJECTS:.o=.d) $(EMU_OBJECTS:.o=.d) $(TEST_OBJECTS:.o=.d) $(HELP_OBJECTS:.o=.d)
