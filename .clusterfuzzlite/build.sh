#!/bin/bash -eu
# Builds every fuzzer with $CC, $CXX, their flags and $LIB_FUZZING_ENGINE into $OUT, each with its corpus and its dictionary.
# Libraries whose sources lie in $SRC are built first, with the same flags, and linked statically; others are the system's.
needs=$WORK/needs
export PKG_CONFIG_PATH=$needs/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
static=
jobs=$(nproc)

if [ -d "$SRC/openssl" ]; then
    (cd "$SRC/openssl" && CFLAGS="$CFLAGS -Wno-error" ./config no-asm no-shared no-tests no-apps no-module no-engine \
        --prefix="$needs" --libdir=lib && make -j"$jobs" build_sw && make install_dev) >"$WORK/openssl.log"
    static=--static
fi
if [ -d "$SRC/cjson" ]; then
    (cmake -S "$SRC/cjson" -B "$WORK/cjson" -DCMAKE_INSTALL_PREFIX="$needs" -DCMAKE_INSTALL_LIBDIR=lib \
        -DBUILD_SHARED_LIBS=OFF -DENABLE_CJSON_TEST=OFF -DENABLE_CUSTOM_COMPILER_FLAGS=OFF &&
        cmake --build "$WORK/cjson" -j "$jobs" && cmake --install "$WORK/cjson") >"$WORK/cjson.log"
fi
if [ -d "$SRC/curl" ]; then
    # no fuzzer opens a socket: nothing but https, and nothing that would have to be built as well
    (cmake -S "$SRC/curl" -B "$WORK/curl" -DCMAKE_INSTALL_PREFIX="$needs" -DCMAKE_INSTALL_LIBDIR=lib \
        -DCMAKE_PREFIX_PATH="$needs" -DBUILD_SHARED_LIBS=OFF -DBUILD_STATIC_LIBS=ON -DBUILD_CURL_EXE=OFF -DBUILD_TESTING=OFF \
        -DBUILD_LIBCURL_DOCS=OFF -DBUILD_MISC_DOCS=OFF -DENABLE_CURL_MANUAL=OFF -DHTTP_ONLY=ON -DCURL_USE_OPENSSL=ON \
        -DCURL_ZLIB=OFF -DCURL_BROTLI=OFF -DCURL_ZSTD=OFF -DUSE_NGHTTP2=OFF -DUSE_LIBIDN2=OFF -DCURL_USE_LIBPSL=OFF \
        -DCURL_USE_LIBSSH2=OFF -DCURL_DISABLE_LDAP=ON &&
        cmake --build "$WORK/curl" -j "$jobs" && cmake --install "$WORK/curl") >"$WORK/curl.log"
    static=--static
fi

build=$WORK/build
objects=$(cd tests/fuzz && printf "$build/tests/fuzz/%s\n" *_fuzz.c | sed 's/c$/o/')
# shellcheck disable=SC2086
make -j"$jobs" BUILD="$build" CC="$CC" CFLAGS="$CFLAGS" "$build/libbwp.a" $objects

for object in $objects; do
    name=$(basename "$object" .o)
    # shellcheck disable=SC2046,SC2086
    $CXX $CXXFLAGS $LIB_FUZZING_ENGINE "$object" "$build/libbwp.a" \
        $(pkg-config $static --libs libcurl libcjson libcrypto) -pthread -o "$OUT/$name"
    zip -q -j "$OUT/${name}_seed_corpus.zip" "tests/fuzz/corpus/${name%_fuzz}"/*
    cp tests/fuzz/secrets.dict "$OUT/$name.dict"
done
