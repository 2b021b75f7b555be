package dev.neonflow.embedded.schema;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What a database may have. Most databases have few kinds, and whether there is one of a kind is
 * cheap to ask. PostgreSQL's own objects have ids below 16384.
 */
enum Kind {
  EXTENSION("pg_extension WHERE extname <> 'plpgsql'"),
  COLLATION("pg_collation WHERE oid >= 16384"),
  /** Enumerations, ranges, domains. */
  TYPE("pg_type WHERE oid >= 16384 AND typtype IN ('e', 'r', 'd')"),
  COMPOSITE("pg_class WHERE oid >= 16384 AND relkind = 'c'"),
  DOMAIN("pg_type WHERE oid >= 16384 AND typtype = 'd'"),
  RANGE("pg_type WHERE oid >= 16384 AND typtype = 'r'"),
  FUNCTION("pg_proc WHERE oid >= 16384 AND prokind <> 'a'"),
  AGGREGATE("pg_proc WHERE oid >= 16384 AND prokind = 'a'"),
  SEQUENCE("pg_sequence"),
  TABLE("pg_class WHERE oid >= 16384 AND relkind IN ('r', 'p')"),
  VIEW("pg_class WHERE oid >= 16384 AND relkind IN ('v', 'm')"),
  INDEX("pg_class WHERE oid >= 16384 AND relkind IN ('i', 'I')"),
  STATISTICS("pg_statistic_ext"),
  RULE("pg_rewrite WHERE oid >= 16384 AND rulename <> '_RETURN'"),
  TRIGGER("pg_trigger WHERE NOT tgisinternal OR tgparentid <> 0"),
  ROW_SECURITY("pg_class WHERE oid >= 16384 AND (relrowsecurity OR relforcerowsecurity)"),
  POLICY("pg_policy"),
  PUBLICATION("pg_publication"),
  /** Other ones than every database has on its schema {@code public}. */
  PRIVILEGE(
      """
      (SELECT FROM pg_class WHERE oid >= 16384 AND relacl IS NOT NULL
       UNION ALL SELECT FROM pg_attribute WHERE attrelid >= 16384 AND attacl IS NOT NULL
       UNION ALL SELECT FROM pg_proc WHERE oid >= 16384 AND proacl IS NOT NULL
       UNION ALL SELECT FROM pg_type WHERE oid >= 16384 AND typacl IS NOT NULL
       UNION ALL SELECT FROM pg_namespace
         WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND nspacl IS NOT NULL
           AND (nspname <> 'public' OR nspacl::text
             <> '{pg_database_owner=UC/pg_database_owner,=U/pg_database_owner}')) AS privileges"""),
  DEFAULT_PRIVILEGE("pg_default_acl");

  private final String from;

  Kind(String from) {
    this.from = from;
  }

  /** Asks for all kinds at once; each is a column that tells whether there is one. */
  static String question() {
    return Arrays.stream(values())
        .map(kind -> "EXISTS (SELECT FROM " + kind.from + ") AS \"" + kind + "\"")
        .collect(Collectors.joining(",\n", "SELECT ", ""));
  }
}
