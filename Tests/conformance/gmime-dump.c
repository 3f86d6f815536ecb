/* Prints what GMime reads in messages, one JSON object a line, for compare-mail.py.
 *
 * Standard input: for each message its length in bytes as a decimal line, then the bytes.
 * Build: cc -O1 -o gmime-dump gmime-dump.c $(pkg-config --cflags --libs gmime-3.0)
 */
#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>

static void print_text(const char *text) {
  if (!text) {
    fputs("null", stdout);
    return;
  }
  putchar('"');
  for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
    if (*at == '"' || *at == '\\')
      printf("\\%c", *at);
    else if (*at < 0x20 || *at == 0x7F)
      printf("\\u%04x", *at);
    else
      putchar(*at);
  }
  putchar('"');
}

static void print_separator(gboolean *is_first) {
  if (!*is_first) putchar(',');
  *is_first = FALSE;
}

/* A leaf: its type, the digest of its decoded content, its file name. */
static void print_leaf(GMimeObject *object, gboolean *is_first) {
  char *type = g_mime_content_type_get_mime_type(g_mime_object_get_content_type(object));
  char *lower_type = g_ascii_strdown(type, -1);
  const char *name = NULL;
  GMimeStream *content = g_mime_stream_mem_new();
  if (GMIME_IS_PART(object)) {
    GMimeDataWrapper *wrapper = g_mime_part_get_content(GMIME_PART(object));
    if (wrapper) g_mime_data_wrapper_write_to_stream(wrapper, content);
    name = g_mime_part_get_filename(GMIME_PART(object));
  }
  GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(content));
  char *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes->data, bytes->len);
  print_separator(is_first);
  putchar('[');
  print_text(lower_type);
  putchar(',');
  print_text(digest);
  putchar(',');
  print_text(name);
  putchar(']');
  g_free(digest);
  g_free(lower_type);
  g_free(type);
  g_object_unref(content);
}

static void print_leaves(GMimeObject *object, gboolean *is_first, int depth) {
  if (!object || depth > 200) return;
  if (GMIME_IS_MULTIPART(object)) {
    int count = g_mime_multipart_get_count(GMIME_MULTIPART(object));
    for (int index = 0; index < count; index++)
      print_leaves(g_mime_multipart_get_part(GMIME_MULTIPART(object), index), is_first, depth + 1);
  } else if (GMIME_IS_MESSAGE_PART(object)) {
    GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));
    if (message) print_leaves(g_mime_message_get_mime_part(message), is_first, depth + 1);
  } else {
    print_leaf(object, is_first);
  }
}

static void print_mailboxes(InternetAddressList *list, gboolean *is_first) {
  int count = list ? internet_address_list_length(list) : 0;
  for (int index = 0; index < count; index++) {
    InternetAddress *address = internet_address_list_get_address(list, index);
    if (INTERNET_ADDRESS_IS_GROUP(address)) {
      print_mailboxes(internet_address_group_get_members(INTERNET_ADDRESS_GROUP(address)), is_first);
      continue;
    }
    print_separator(is_first);
    putchar('[');
    print_text(internet_address_get_name(address));
    putchar(',');
    print_text(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(address)));
    putchar(']');
  }
}

static void print_address_field(const char *key, InternetAddressList *list) {
  gboolean is_first = TRUE;
  printf(",\"%s\":[", key);
  print_mailboxes(list, &is_first);
  putchar(']');
}

static void print_ids(const char *key, GMimeMessage *message, const char *field) {
  const char *value = g_mime_object_get_header(GMIME_OBJECT(message), field);
  printf(",\"%s\":[", key);
  if (value) {
    GMimeReferences *ids = g_mime_references_parse(NULL, value);
    for (int index = 0; index < g_mime_references_length(ids); index++) {
      if (index) putchar(',');
      print_text(g_mime_references_get_message_id(ids, index));
    }
    g_mime_references_free(ids);
  }
  putchar(']');
}

static void print_message(GMimeMessage *message) {
  GDateTime *date = g_mime_message_get_date(message);
  gboolean is_first = TRUE;
  fputs("{\"message_id\":", stdout);
  print_text(g_mime_message_get_message_id(message));
  fputs(",\"subject\":", stdout);
  print_text(g_mime_message_get_subject(message));
  fputs(",\"date\":", stdout);
  if (date)
    printf("%lld", (long long)g_date_time_to_unix(date));
  else
    fputs("null", stdout);
  print_address_field("from", g_mime_message_get_from(message));
  print_address_field("to", g_mime_message_get_to(message));
  print_address_field("cc", g_mime_message_get_cc(message));
  print_address_field("reply_to", g_mime_message_get_reply_to(message));
  print_ids("in_reply_to", message, "In-Reply-To");
  print_ids("references", message, "References");
  fputs(",\"parts\":[", stdout);
  print_leaves(g_mime_message_get_mime_part(message), &is_first, 0);
  fputs("]}\n", stdout);
}

int main(void) {
  char line[32];
  g_mime_init();
  while (fgets(line, sizeof line, stdin)) {
    size_t length = strtoull(line, NULL, 10);
    char *bytes = malloc(length ? length : 1);
    if (!bytes || fread(bytes, 1, length, stdin) != length) return 1;
    GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes, length);
    GMimeParser *parser = g_mime_parser_new_with_stream(stream);
    GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
    if (message) {
      print_message(message);
      g_object_unref(message);
    } else {
      puts("null");
    }
    fflush(stdout);
    g_object_unref(parser);
    g_object_unref(stream);
    free(bytes);
  }
  return 0;
}
