package dev.neonflow.embedded.http;

import com.squareup.moshi.Json;
import dev.neonflow.embedded.control.Database;

/** A database on the wire. */
public record WireDatabase(
    long id,
    @Json(name = "branch_id") String branchId,
    String name,
    @Json(name = "owner_name") String ownerName,
    @Json(name = "created_at") String createdAt,
    @Json(name = "updated_at") String updatedAt) {

  static WireDatabase of(String branchId, Database database) {
    String createdAt = Wire.text(database.createdAt());
    return new WireDatabase(
        database.id(), branchId, database.name(), database.owner(), createdAt, createdAt);
  }
}
