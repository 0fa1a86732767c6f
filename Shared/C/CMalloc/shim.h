// mallopt(3) for Swift, whose Glibc module lacks it. No system header is included here: what it declares would
// count as ours.
#pragma once

#define M_ARENA_MAX (-8)

int mallopt(int parameter, int value);
