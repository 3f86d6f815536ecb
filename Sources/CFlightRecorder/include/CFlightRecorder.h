// What a process was at work on when it died, kept in a file that outlives it.
//
// In C because of the signal handler: it may run on a smashed stack, with a lock held, in the middle of an allocation,
// so it must touch nothing but mapped memory and async-signal-safe calls (POSIX.1-2017, XSH 2.4.3).
#ifndef CFLIGHTRECORDER_H
#define CFLIGHTRECORDER_H

#include <stdint.h>

/// A thread that works: at most this many are recorded.
#define FLIGHT_SLOTS 128
/// Bytes of a source's path that are recorded.
#define FLIGHT_PATH 1000

/// The cause of an end that no signal brought.
#define FLIGHT_HANG 1000

/// What one thread works on. Its file is private to the machine that wrote it.
typedef struct {
  /// Nanoseconds of the monotonic clock at which the work began; 0 where the thread is idle.
  int64_t entered;
  /// The message's bytes in its source.
  int64_t offset;
  int64_t length;
  /// The stage, by a number that the caller knows.
  int32_t stage;
  /// The signal that it died of, or FLIGHT_HANG; 0 where it did not.
  int32_t cause;
  /// Whether a thread of this process holds the slot.
  int32_t taken;
  uint32_t path_length;
  char path[FLIGHT_PATH];
} flight_slot;

typedef struct {
  uint32_t magic;
  /// How often the process began anew after a crash.
  int32_t restarts;
  /// 1 from a restart until the new process has taken note.
  int32_t restarted;
  /// A hash of the system's boot identifier: clocks of another boot say nothing.
  uint32_t boot;
  /// The last beat of the watchdog, and the run's beginning, in nanoseconds of the monotonic clock.
  int64_t beat;
  int64_t began;
  flight_slot slots[FLIGHT_SLOTS];
} flight_record;

/// Maps the record at `path`, created with its blocks reserved; NULL and `errno` where that fails.
///
/// What a process before has left in it stays, until `flight_clear`.
flight_record *flight_open(const char *path);

/// Forgets what threads worked on; the count of restarts stays.
void flight_clear(flight_record *record);

/// Makes a crash on a recorded thread mark its slot and begin the program anew, with the same arguments, at most
/// `restarts` times in all; then, and on other threads, the crash takes its course.
///
/// A hang counts as a crash: work that takes more than `seconds` of a processor's time, or twenty times as long on the
/// wall's clock.
void flight_arm(flight_record *record, char *const *arguments, int restarts, int seconds);

/// Notes what the calling thread begins to work on.
void flight_enter(int32_t stage, const char *path, uint32_t path_length, int64_t offset, int64_t length);

/// Notes that the calling thread is idle.
void flight_leave(void);

/// The monotonic clock, in nanoseconds.
int64_t flight_clock(void);

#endif
