#if defined(__linux__)
#define _GNU_SOURCE
#endif
#include "CFlightRecorder.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#if defined(__APPLE__)
#include <mach-o/dyld.h>
#endif

extern char **environ;

static const uint32_t magic = 0x54535746;  // "TSWF"
static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};

static flight_record *record;
static char *const *program;
static char executable[4096] = "/proc/self/exe";
static int most_restarts;
static int64_t longest;

/// The processor-time clocks of the threads that hold the slots.
static clockid_t clocks[FLIGHT_SLOTS];

static _Thread_local flight_slot *slot;
static _Thread_local void *spare_stack;
static pthread_key_t thread_end;

int64_t flight_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/// The monotonic clock begins anew with each boot: beats of another boot say nothing.
static uint32_t boot_hash(void) {
  uint32_t hash = 2166136261u;
  char id[64];
  int file = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
  ssize_t count = file < 0 ? 0 : read(file, id, sizeof id);
  if (file >= 0) close(file);
  for (ssize_t at = 0; at < count; at++) hash = (hash ^ (unsigned char)id[at]) * 16777619u;
  return hash;
}

flight_record *flight_open(const char *path) {
  int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) return NULL;
  // The blocks are reserved here: a page of a sparse file that finds no room would be SIGBUS.
#if defined(__linux__)
  int failed = posix_fallocate(file, 0, sizeof(flight_record));
#else
  int failed = ftruncate(file, sizeof(flight_record)) != 0 ? errno : 0;
#endif
  void *memory = failed ? MAP_FAILED : mmap(NULL, sizeof(flight_record), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (!failed && memory == MAP_FAILED) failed = errno;
  close(file);
  if (failed) {
    errno = failed;
    return NULL;
  }
  flight_record *found = memory;
  uint32_t boot = boot_hash();
  if (found->magic != magic || found->boot != boot) {
    memset(found, 0, sizeof *found);
    found->magic = magic;
    found->boot = boot;
  }
  return found;
}

void flight_clear(flight_record *found) {
  memset(found->slots, 0, sizeof found->slots);
  found->restarted = 0;
}

/// Begins the program anew in this process: the caller waits for the same process, and sees one run.
static void restart(void) {
  record->restarts += 1;
  record->restarted = 1;
  struct sigaction plain;
  memset(&plain, 0, sizeof plain);
  plain.sa_handler = SIG_DFL;
  const int own[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGXFSZ};
  for (size_t at = 0; at < sizeof own / sizeof *own; at++) sigaction(own[at], &plain, NULL);
  for (size_t at = 0; at < sizeof crashes / sizeof *crashes; at++) sigaction(crashes[at], &plain, NULL);
  sigset_t none;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, NULL);
  execve(executable, program, environ);
}

static void crashed(int number, siginfo_t *info, void *context) {
  (void)context;
  // A signal that another process sent is its doing, not the message's.
  int is_sent = (info->si_code == SI_USER || info->si_code == SI_QUEUE) && info->si_pid != getpid();
  if (slot != NULL && slot->entered != 0 && !is_sent) {
    slot->cause = number;
    if (record->restarts < most_restarts) restart();
  }
  struct sigaction plain;
  memset(&plain, 0, sizeof plain);
  plain.sa_handler = SIG_DFL;
  sigaction(number, &plain, NULL);
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, number);
  pthread_sigmask(SIG_UNBLOCK, &one, NULL);
  raise(number);
}

/// The time of its processor that the thread of a slot has used, in nanoseconds; -1 where the system does not say.
static int64_t used(int at) {
  struct timespec time;
  if (clocks[at] == 0 || clock_gettime(clocks[at], &time) != 0) return -1;
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/// Looks once a second how long each thread has been at its message.
///
/// What counts is its own processor time: a machine that slept, or that has other things to do, hangs nothing. Twenty
/// times as long by the clock on the wall, with looks in between, is a thread that waits for ever.
static void *watch(void *unused) {
  (void)unused;
  int64_t entered[FLIGHT_SLOTS] = {0}, before[FLIGHT_SLOTS] = {0}, looks[FLIGHT_SLOTS] = {0};
  struct timespec second = {1, 0};
  for (;;) {
    nanosleep(&second, NULL);
    record->beat = flight_clock();
    for (int at = 0; at < FLIGHT_SLOTS; at++) {
      int64_t begun = record->slots[at].entered, now = used(at);
      if (begun == 0 || begun != entered[at]) {
        entered[at] = begun;
        before[at] = now;
        looks[at] = 0;
        continue;
      }
      looks[at] += 1;
      int hangs = now >= 0 && now - before[at] > longest * 1000000000;
      if (!hangs && looks[at] < 20 * longest) continue;
      record->slots[at].cause = FLIGHT_HANG;
      if (record->restarts < most_restarts) restart();
      abort();
    }
  }
  return NULL;
}

static void give_back(void *held) {
  flight_slot *own = held;
  clocks[own - record->slots] = 0;
  own->entered = 0;
  stack_t none;
  memset(&none, 0, sizeof none);
  none.ss_flags = SS_DISABLE;
  sigaltstack(&none, NULL);
  free(spare_stack);
  atomic_thread_fence(memory_order_release);
  own->taken = 0;
}

void flight_arm(flight_record *opened, char *const *arguments, int restarts, int seconds) {
  record = opened;
  program = arguments;
  most_restarts = restarts;
  longest = seconds;
#if defined(__APPLE__)
  uint32_t size = sizeof executable;
  if (_NSGetExecutablePath(executable, &size) != 0) most_restarts = 0;
#endif
  pthread_key_create(&thread_end, give_back);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = crashed;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  sigfillset(&action.sa_mask);
  for (size_t at = 0; at < sizeof crashes / sizeof *crashes; at++) sigaction(crashes[at], &action, NULL);
  pthread_t watchdog;
  if (pthread_create(&watchdog, NULL, watch, NULL) == 0) pthread_detach(watchdog);
}

/// A slot for this thread, and a stack for its handler: one that has overflowed its own could not run it.
static flight_slot *claim(void) {
  for (int at = 0; at < FLIGHT_SLOTS; at++) {
    if (__sync_bool_compare_and_swap(&record->slots[at].taken, 0, 1)) {
      stack_t spare;
      memset(&spare, 0, sizeof spare);
      spare.ss_size = 1 << 16;
      spare.ss_sp = spare_stack = malloc(spare.ss_size);
      if (spare.ss_sp != NULL) sigaltstack(&spare, NULL);
#if defined(__linux__)
      if (pthread_getcpuclockid(pthread_self(), &clocks[at]) != 0) clocks[at] = 0;
#endif
      pthread_setspecific(thread_end, &record->slots[at]);
      return &record->slots[at];
    }
  }
  return NULL;
}

void flight_enter(int32_t stage, const char *path, uint32_t path_length, int64_t offset, int64_t length) {
  if (record == NULL) return;
  if (slot == NULL) slot = claim();
  if (slot == NULL) return;
  slot->path_length = path_length < FLIGHT_PATH ? path_length : FLIGHT_PATH;
  memcpy(slot->path, path, slot->path_length);
  slot->offset = offset;
  slot->length = length;
  slot->stage = stage;
  slot->cause = 0;
  atomic_signal_fence(memory_order_release);
  slot->entered = flight_clock();
}

void flight_leave(void) {
  if (slot != NULL) slot->entered = 0;
}
