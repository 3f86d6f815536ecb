// A layer between a program and its files that fails where it is told to, or writes down what reaches the disk.
//
// Preloaded (LD_PRELOAD, Linux). Only files below FAULTS_FOLDER are looked at.
//
//   FAULTS_COUNT=FILE                      counts the calls of each kind, and writes the counts at the end
//   FAULTS_KIND=write FAULTS_AT=7 FAULTS_ERRNO=28   the seventh call of that kind fails, and all after it
//   FAULTS_LOG=FILE                        a log of all that changes files, in order, for power_cut.py
//
// Kinds: create, write, sync, truncate, rename, remove.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { CREATE, WRITE, SYNC, TRUNCATE, RENAME, REMOVE, KINDS };
static const char *const names[KINDS] = {"create", "write", "sync", "truncate", "rename", "remove"};

static const char *folder;
static size_t folder_length;
static int failing = -1, fail_at, fail_errno;
static int log_file = -1;
static const char *count_path;
static long counts[KINDS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) \
  static __typeof__(&name) real; \
  if (real == NULL) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
  folder = getenv("FAULTS_FOLDER");
  folder_length = folder ? strlen(folder) : 0;
  count_path = getenv("FAULTS_COUNT");
  const char *kind = getenv("FAULTS_KIND"), *path = getenv("FAULTS_LOG");
  for (int at = 0; kind && at < KINDS; at++)
    if (strcmp(kind, names[at]) == 0) failing = at;
  fail_at = getenv("FAULTS_AT") ? atoi(getenv("FAULTS_AT")) : 1;
  fail_errno = getenv("FAULTS_ERRNO") ? atoi(getenv("FAULTS_ERRNO")) : ENOSPC;
  if (path) log_file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

__attribute__((destructor)) static void end(void) {
  FILE *file = count_path ? fopen(count_path, "w") : NULL;
  for (int at = 0; file && at < KINDS; at++) fprintf(file, "%s %ld\n", names[at], counts[at]);
  if (file) fclose(file);
}

/// The path of a descriptor or a name where it lies in the folder; 0 where it does not.
static int ours(const char *path, char *out) {
  if (folder == NULL) return 0;
  char full[4096];
  if (path[0] != '/') {
    char here[2048];
    if (getcwd(here, sizeof here) == NULL) return 0;
    snprintf(full, sizeof full, "%s/%s", here, path);
    path = full;
  }
  if (strncmp(path, folder, folder_length) != 0 || path[folder_length] != '/') return 0;
  snprintf(out, 2048, "%s", path + folder_length + 1);
  return 1;
}

static int ours_by_descriptor(int descriptor, char *out) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return ours(path, out);
}

/// Counts a call; whether it has to fail.
static int fails(enum kind kind) {
  pthread_mutex_lock(&lock);
  long count = ++counts[kind];
  pthread_mutex_unlock(&lock);
  return kind == (enum kind)failing && count >= fail_at;
}

/// One record: kind, path, number, length, bytes.
static void note(enum kind kind, const char *path, int64_t number, const void *bytes, size_t length) {
  if (log_file < 0) return;
  struct { uint32_t kind, path; int64_t number; uint64_t length; } head = {kind, (uint32_t)strlen(path), number, length};
  struct iovec parts[3] = {{&head, sizeof head}, {(void *)path, head.path}, {(void *)bytes, length}};
  static ssize_t (*real)(int, const struct iovec *, int);
  if (real == NULL) real = dlsym(RTLD_NEXT, "writev");
  pthread_mutex_lock(&lock);
  (void)!real(log_file, parts, length ? 3 : 2);
  pthread_mutex_unlock(&lock);
}

static int opening(const char *path, int flags, mode_t mode, int (*call)(const char *, int, ...)) {
  char name[2048];
  int is_new = (flags & O_CREAT) && access(path, F_OK) != 0 && ours(path, name);
  int cuts = !is_new && (flags & O_TRUNC) && ours(path, name);
  if (is_new && fails(CREATE)) { errno = fail_errno; return -1; }
  int descriptor = call(path, flags, mode);
  if (descriptor >= 0 && is_new) note(CREATE, name, 0, NULL, 0);
  if (descriptor >= 0 && cuts) note(TRUNCATE, name, 0, NULL, 0);
  return descriptor;
}

int open(const char *path, int flags, ...) {
  REAL(open);
  va_list rest;
  va_start(rest, flags);
  mode_t mode = va_arg(rest, mode_t);
  va_end(rest);
  return opening(path, flags, mode, (int (*)(const char *, int, ...))real);
}

int open64(const char *path, int flags, ...) {
  REAL(open64);
  va_list rest;
  va_start(rest, flags);
  mode_t mode = va_arg(rest, mode_t);
  va_end(rest);
  return opening(path, flags, mode, (int (*)(const char *, int, ...))real);
}

ssize_t write(int descriptor, const void *bytes, size_t length) {
  REAL(write);
  char name[2048];
  if (descriptor <= 2 || !ours_by_descriptor(descriptor, name)) return real(descriptor, bytes, length);
  if (fails(WRITE)) { errno = fail_errno; return -1; }
  off_t at = lseek(descriptor, 0, SEEK_CUR);
  ssize_t done = real(descriptor, bytes, length);
  if (done > 0) note(WRITE, name, at, bytes, (size_t)done);
  return done;
}

static ssize_t placed(int descriptor, const void *bytes, size_t length, off64_t at,
                      ssize_t (*call)(int, const void *, size_t, off64_t)) {
  char name[2048];
  if (!ours_by_descriptor(descriptor, name)) return call(descriptor, bytes, length, at);
  if (fails(WRITE)) { errno = fail_errno; return -1; }
  ssize_t done = call(descriptor, bytes, length, at);
  if (done > 0) note(WRITE, name, at, bytes, (size_t)done);
  return done;
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t at) {
  REAL(pwrite64);
  return placed(descriptor, bytes, length, at, real);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t at) {
  REAL(pwrite64);
  return placed(descriptor, bytes, length, at, real);
}

static int syncing(int descriptor, int (*call)(int)) {
  char name[2048];
  if (!ours_by_descriptor(descriptor, name)) {
    char path[64], target[4096];
    snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(path, target, sizeof target - 1);
    // The folder itself: what was created, renamed and removed in it.
    int is_folder = folder && length > 0 && (size_t)length == folder_length && !strncmp(target, folder, folder_length);
    int result = call(descriptor);
    if (is_folder && result == 0) note(SYNC, "", 0, NULL, 0);
    return result;
  }
  if (fails(SYNC)) { errno = fail_errno; return -1; }
  int result = call(descriptor);
  if (result == 0) note(SYNC, name, 0, NULL, 0);
  return result;
}

int fsync(int descriptor) { REAL(fsync); return syncing(descriptor, real); }
int fdatasync(int descriptor) { REAL(fdatasync); return syncing(descriptor, real); }

static int cutting(int descriptor, off64_t length, int (*call)(int, off64_t)) {
  char name[2048];
  if (!ours_by_descriptor(descriptor, name)) return call(descriptor, length);
  if (fails(TRUNCATE)) { errno = fail_errno; return -1; }
  int result = call(descriptor, length);
  if (result == 0) note(TRUNCATE, name, length, NULL, 0);
  return result;
}

int ftruncate(int descriptor, off_t length) { REAL(ftruncate64); return cutting(descriptor, length, real); }
int ftruncate64(int descriptor, off64_t length) { REAL(ftruncate64); return cutting(descriptor, length, real); }

int rename(const char *from, const char *to) {
  REAL(rename);
  char name[2048], other[2048];
  if (!ours(from, name) || !ours(to, other)) return real(from, to);
  if (fails(RENAME)) { errno = fail_errno; return -1; }
  int result = real(from, to);
  if (result == 0) note(RENAME, name, 0, other, strlen(other));
  return result;
}

int unlink(const char *path) {
  REAL(unlink);
  char name[2048];
  if (!ours(path, name)) return real(path);
  if (fails(REMOVE)) { errno = fail_errno; return -1; }
  int result = real(path);
  if (result == 0) note(REMOVE, name, 0, NULL, 0);
  return result;
}
