// libcrypto for Swift: digests, HMAC and comparison in constant time.
#pragma once
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
