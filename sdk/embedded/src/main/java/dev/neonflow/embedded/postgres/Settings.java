package dev.neonflow.embedded.postgres;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings PostgreSQL runs with, given on the command line at every start. */
final class Settings {

  private Settings() {}

  /** What holds for every process, the single-user one included. */
  static Map<String, String> common(boolean durable) {
    Map<String, String> s = new LinkedHashMap<>();
    String on = durable ? "on" : "off";
    s.put("fsync", on);
    // Else what was committed a moment before is lost with a server that is killed. Without fsync
    // it costs next to nothing.
    s.put("synchronous_commit", "on");
    s.put("full_page_writes", on);
    s.put("shared_buffers", "32MB");
    s.put("max_connections", "100");
    s.put("superuser_reserved_connections", "3");
    s.put("wal_level", "replica");
    s.put("max_wal_senders", "16");
    s.put("max_replication_slots", "16");
    s.put("max_wal_size", "256MB");
    s.put("min_wal_size", "8MB");
    s.put("io_method", "sync");
    // Memory for requests under way, in each session that there could be; such ones wait anyway.
    s.put("io_max_concurrency", "4");
    // All of it is touched at the start; it is a fourth of the usual.
    s.put("wal_buffers", "256kB");
    s.put("jit", "off");
    s.put("max_worker_processes", "4");
    s.put("max_logical_replication_workers", "0");
    // Each slot costs shared memory; there are three workers.
    s.put("autovacuum_worker_slots", "3");
    s.put("autovacuum_naptime", "60s");
    s.put("timezone", "UTC");
    s.put("log_timezone", "UTC");
    s.put("log_checkpoints", "off");
    s.put("log_line_prefix", "%m [%p] %q%u@%d ");
    // A failing statement may hold a password, so the log gets the error without it.
    s.put("log_min_error_statement", "panic");
    s.put("password_encryption", "scram-sha-256");
    return s;
  }

  /** What a server that clients connect to has in addition. */
  static Map<String, String> server(
      ComputeSpec spec, int port, Path tls, String extensions, boolean durable) {
    Map<String, String> s = common(durable);
    s.put("listen_addresses", Loopback.HOST);
    s.put("unix_socket_directories", "");
    s.put("port", Integer.toString(port));
    s.put("ssl", "on");
    s.put("ssl_cert_file", tls.resolve(Certificate.CERTIFICATE).toString());
    s.put("ssl_key_file", tls.resolve(Certificate.KEY).toString());
    s.put("extension_control_path", extensions);
    s.put("shared_preload_libraries", "pg_stat_statements");
    // Each statement that is remembered costs memory, also where nobody looks at it.
    s.put("pg_stat_statements.max", "500");
    s.put("pg_stat_statements.save", "off");
    s.put("neon.project_id", spec.projectId());
    s.put("neon.branch_id", spec.branchId());
    s.put("neon.endpoint_id", spec.endpointId());
    return s;
  }

  /**
   * What a read replica has in addition. It asks the primary to keep the log that it still needs,
   * and the rows that its own queries still see.
   */
  static Map<String, String> replica() {
    return Map.of(
        "hot_standby_feedback", "on",
        "wal_receiver_create_temp_slot", "on",
        "wal_receiver_status_interval", "1s",
        "wal_retrieve_retry_interval", "500ms");
  }

  /** As arguments of {@code postgres}. */
  static List<String> arguments(Map<String, String> settings) {
    List<String> arguments = new ArrayList<>();
    settings.forEach(
        (name, value) -> {
          arguments.add("-c");
          arguments.add(name + "=" + value);
        });
    return arguments;
  }
}
