#ifndef C_WALL_CLOCK_H
#define C_WALL_CLOCK_H

// Loaded before libc (LD_PRELOAD), it shows a process a wall clock that is off by as many seconds as
// the first eight bytes of the file named by WALL_CLOCK say, a 64-bit integer of the machine's order.
// Other clocks and all timers stay true, as on a machine whose clock is set.

#endif
