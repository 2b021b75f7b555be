package dev.neonflow.embedded.schema;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the catalogs say of a database, by names and not by numbers: something that a text forgets
 * is missing here in the database that was built from it.
 */
final class CatalogFacts {

  private static final String MINE =
      " n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')";

  private static final List<String> QUERIES =
      List.of(
          "SELECT concat_ws('|', 'schema', nspname, nspowner::regrole, obj_description(n.oid),"
              + " CASE WHEN nspname <> 'public' THEN "
              + sorted("nspacl")
              + "::text END)"
              + " FROM pg_namespace n WHERE"
              + MINE,
          "SELECT concat_ws('|', 'class', c.oid::regclass, relkind, relowner::regrole,"
              + " relpersistence, reloptions, relrowsecurity, relforcerowsecurity, relreplident,"
              + " relispartition, pg_get_expr(relpartbound, c.oid), reloftype::regtype,"
              + " "
              + sorted("relacl")
              + ","
              + " (SELECT reloptions FROM pg_class t WHERE t.oid = c.reltoastrelid),"
              + " obj_description(c.oid))"
              + " FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE"
              + MINE,
          "SELECT concat_ws('|', 'column', attrelid::regclass, attname, atttypid::regtype,"
              + " atttypmod, attnotnull, attidentity, attgenerated, attislocal, attinhcount,"
              + " attstorage, attcompression, attstattarget, attoptions,"
              + " attcollation::regcollation,"
              + " "
              + sorted("attacl")
              + ", col_description(attrelid, attnum))"
              + " FROM pg_attribute JOIN pg_class c ON c.oid = attrelid"
              + " JOIN pg_namespace n ON n.oid = relnamespace"
              + " WHERE attnum > 0 AND NOT attisdropped AND"
              + MINE,
          "SELECT concat_ws('|', 'default', adrelid::regclass, attname, pg_get_expr(adbin,"
              + " adrelid)) FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid"
              + " AND attnum = adnum",
          "SELECT concat_ws('|', 'constraint', conname, conrelid::regclass, contypid::regtype,"
              + " contype, condeferrable, condeferred, conenforced, convalidated, conislocal,"
              + " coninhcount, contype IN ('c', 'n') AND connoinherit, conperiod,"
              + " obj_description(k.oid))"
              + " FROM pg_constraint k JOIN pg_namespace n ON n.oid = connamespace WHERE"
              + MINE,
          "SELECT concat_ws('|', 'index', indexrelid::regclass, indrelid::regclass, indisunique,"
              + " indnullsnotdistinct, indisprimary, indisexclusion, indimmediate, indisclustered,"
              + " indisvalid, indisreplident) FROM pg_index JOIN pg_class c ON c.oid = indrelid"
              + " JOIN pg_namespace n ON n.oid = relnamespace WHERE"
              + MINE,
          "SELECT concat_ws('|', 'inherits', inhrelid::regclass, inhparent::regclass, inhseqno)"
              + " FROM pg_inherits",
          "SELECT concat_ws('|', 'sequence', seqrelid::regclass, seqtypid::regtype, seqstart,"
              + " seqincrement, seqmax, seqmin, seqcache, seqcycle, (SELECT refobjid::regclass"
              + " || deptype::text FROM pg_depend WHERE objid = seqrelid AND"
              + " deptype IN ('a', 'i')))"
              + " FROM pg_sequence",
          "SELECT concat_ws('|', 'type', t.oid::regtype, typtype, typowner::regrole, typnotnull,"
              + " typdefault, typbasetype::regtype, typcollation::regcollation, "
              + sorted("typacl")
              + ","
              + " obj_description(t.oid), (SELECT array_agg(enumlabel ORDER BY enumsortorder)"
              + " FROM pg_enum WHERE enumtypid = t.oid), (SELECT concat_ws(',',"
              + " rngsubtype::regtype,"
              + " rngmultitypid::regtype, rngsubdiff, rngcollation::regcollation) FROM pg_range"
              + " WHERE rngtypid = t.oid)) FROM pg_type t JOIN pg_namespace n"
              + " ON n.oid = typnamespace WHERE"
              + MINE,
          "SELECT concat_ws('|', 'function', p.oid::regprocedure, proowner::regrole, prokind,"
              + " prosecdef, proisstrict, provolatile, proparallel, procost, prorows, proretset,"
              + " prorettype::regtype, proallargtypes::regtype[], proargmodes, proargnames,"
              + " pg_get_expr(proargdefaults, 0), prosrc, proconfig, "
              + sorted("proacl")
              + ", obj_description(p.oid))"
              + " FROM pg_proc p JOIN pg_namespace n ON n.oid = pronamespace WHERE"
              + MINE,
          "SELECT concat_ws('|', 'aggregate', aggfnoid::regprocedure, aggkind, aggtransfn,"
              + " aggfinalfn, aggcombinefn, aggtranstype::regtype, agginitval, aggfinalmodify)"
              + " FROM pg_aggregate JOIN pg_proc p ON p.oid = aggfnoid"
              + " JOIN pg_namespace n ON n.oid = pronamespace WHERE"
              + MINE,
          "SELECT concat_ws('|', 'trigger', tgrelid::regclass, tgname, tgenabled, tgtype, tgattr,"
              + " encode(tgargs, 'hex'), tgdeferrable, tginitdeferred, tgoldtable, tgnewtable,"
              + " obj_description(t.oid)) FROM pg_trigger t WHERE NOT tgisinternal",
          "SELECT concat_ws('|', 'rule', ev_class::regclass, rulename, ev_type, ev_enabled,"
              + " is_instead, obj_description(r.oid)) FROM pg_rewrite r JOIN pg_class c"
              + " ON c.oid = ev_class JOIN pg_namespace n ON n.oid = relnamespace WHERE"
              + MINE,
          "SELECT concat_ws('|', 'policy', polrelid::regclass, polname, polcmd, polpermissive,"
              + " "
              + sorted("polroles::regrole[]::text[]")
              + ", obj_description(oid)) FROM pg_policy",
          "SELECT concat_ws('|', 'statistics', stxname, stxrelid::regclass, stxowner::regrole,"
              + " stxkind, stxstattarget, obj_description(oid)) FROM pg_statistic_ext",
          "SELECT concat_ws('|', 'publication', pubname, pubowner::regrole, puballtables,"
              + " pubinsert,"
              + " pubupdate, pubdelete, pubtruncate, pubviaroot, pubgencols, obj_description(oid))"
              + " FROM pg_publication",
          "SELECT concat_ws('|', 'published', p.*) FROM pg_publication_tables p",
          "SELECT concat_ws('|', 'collation', collname, collowner::regrole, collprovider,"
              + " collisdeterministic, collcollate, collctype, colllocale) FROM pg_collation"
              + " JOIN pg_namespace n ON n.oid = collnamespace WHERE"
              + MINE,
          "SELECT concat_ws('|', 'extension', extname, extnamespace::regnamespace,"
              + " obj_description(oid, 'pg_extension')) FROM pg_extension",
          "SELECT concat_ws('|', 'default acl', defaclrole::regrole, defaclnamespace::regnamespace,"
              + " defaclobjtype, "
              + sorted("defaclacl")
              + ") FROM pg_default_acl");

  private CatalogFacts() {}

  /** Without the order in which things were granted. */
  private static String sorted(String array) {
    return "(SELECT array_agg(a::text ORDER BY a::text) FROM unnest(" + array + ") a)";
  }

  static String of(SchemaServer server, String database) throws SQLException {
    List<String> facts = new ArrayList<>();
    for (String query : QUERIES) {
      facts.addAll(server.query(database, query));
    }
    return String.join("\n", facts.stream().sorted().toList());
  }
}
