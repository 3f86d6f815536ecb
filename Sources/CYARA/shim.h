// libyara, and the parts of its interface that are macros or unions, as functions: Swift sees neither.
#include <string.h>
#include <yara.h>

static inline const char *rule_name(const YR_RULE *rule) { return rule->identifier; }

static inline const char *rule_namespace(const YR_RULE *rule) { return rule->ns == NULL ? NULL : rule->ns->name; }

// The tag behind `tag`, or the first one; NULL behind the last.
static inline const char *rule_tag(const YR_RULE *rule, const char *tag) {
  const char *next = tag == NULL ? rule->tags : tag + strlen(tag) + 1;
  return next == NULL || *next == '\0' ? NULL : next;
}

// The line of meta behind `meta`, or the first one; NULL behind the last.
static inline const YR_META *rule_meta(const YR_RULE *rule, const YR_META *meta) {
  if (meta == NULL) return rule->metas;
  return META_IS_LAST_IN_RULE(meta) ? NULL : meta + 1;
}

static inline const char *meta_name(const YR_META *meta) { return meta->identifier; }

// The value where it is a text, else NULL.
static inline const char *meta_text(const YR_META *meta) {
  return meta->type == META_TYPE_STRING ? meta->string : NULL;
}

static inline int meta_is_truth(const YR_META *meta) { return meta->type == META_TYPE_BOOLEAN; }

static inline int64_t meta_number(const YR_META *meta) { return meta->integer; }

static inline const char *imported_module(const void *message_data) {
  return ((const YR_MODULE_IMPORT *)message_data)->module_name;
}

// Rules are one text each; nothing they include is read.
static inline void without_includes(YR_COMPILER *compiler) {
  yr_compiler_set_include_callback(compiler, NULL, NULL, NULL);
}
