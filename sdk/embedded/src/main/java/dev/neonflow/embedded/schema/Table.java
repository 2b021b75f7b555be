package dev.neonflow.embedded.schema;

import java.util.List;

/**
 * A table.
 *
 * @param full the qualified name as statements write it
 * @param bound the values of a partition, empty for what is none
 * @param parents the ids of what it inherits from, in order
 * @param parentNames the same as qualified names
 */
record Table(
    String oid,
    String schema,
    String name,
    String full,
    String owner,
    String quotedOwner,
    boolean unlogged,
    String options,
    String bound,
    String partitionKey,
    String ofType,
    String accessMethod,
    String replicaIdentity,
    List<String> parents,
    List<String> parentNames) {

  String key() {
    return "pg_class:" + oid;
  }

  boolean partition() {
    return !bound.isEmpty();
  }
}
