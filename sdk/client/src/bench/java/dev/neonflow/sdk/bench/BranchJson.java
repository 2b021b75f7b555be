package dev.neonflow.sdk.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Branches as Neon sends them. */
final class BranchJson {
  private BranchJson() {}

  static String one(int number) {
    return """
    {"id":"br-curly-wave-%08d","project_id":"silent-hall-60879203",
     "parent_id":"br-dry-glade-afxk1s2p","parent_lsn":"0/1FA22C0",
     "parent_timestamp":"2026-11-22T09:12:17Z","name":"preview/pr-%d","current_state":"ready",
     "state_changed_at":"2026-11-22T09:12:18Z","logical_size":30785536,
     "creation_source":"console","primary":false,"default":false,"protected":false,
     "cpu_used_sec":12,"compute_time_seconds":12,"active_time_seconds":48,
     "written_data_bytes":1048576,"data_transfer_bytes":2048,
     "created_at":"2026-11-22T09:12:18Z","updated_at":"2026-11-22T09:13:18Z",
     "expires_at":"2026-11-29T09:12:18Z","ttl_interval_seconds":604800,
     "created_by":{"name":"Ann","image":""},"init_source":"parent-data"}"""
        .formatted(number, number);
  }

  static String answer() {
    return "{\"branch\":" + one(42) + "}";
  }

  static String list(int count) {
    return IntStream.range(0, count)
        .mapToObj(BranchJson::one)
        .collect(Collectors.joining(",", "{\"branches\":[", "],\"annotations\":{}}"));
  }
}
