package org.example;

import com.squareup.moshi.Json;
import dev.neonflow.sdk.Secret;
import java.time.Instant;
import java.util.List;

/** Records that are not the client's: nothing in them is required. */
public final class CallersRecords {
  private CallersRecords() {}

  /** An answer. */
  public record Advisors(List<Advice> advisors, @Json(name = "total_count") long totalCount) {}

  /** A part of an answer. */
  public record Advice(String name, String level, Instant since) {}

  /** A body. */
  public record NewBucket(String name, String region, Secret key) {}
}
