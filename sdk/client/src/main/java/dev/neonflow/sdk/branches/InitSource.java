package dev.neonflow.sdk.branches;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.values.AlsoRead;

/** What a new branch starts with. */
public enum InitSource {
  /** Schema and data of its parent. */
  @Json(name = "parent-data")
  PARENT_DATA,
  /** The parent's schema without data; such a branch is a root and has no parent id. */
  @Json(name = "schema-only")
  @AlsoRead("parent-schema")
  SCHEMA_ONLY,
  /** A source that this version does not know. */
  UNKNOWN
}
