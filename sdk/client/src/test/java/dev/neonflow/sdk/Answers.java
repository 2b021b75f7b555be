package dev.neonflow.sdk;

/** Answers in the shape of real ones, with more fields than the client reads. */
final class Answers {
  private Answers() {}

  static final String BRANCH =
      """
      {"id":"br-curly-wave-af4i4oeu","project_id":"silent-hall-60879203",
       "parent_id":"br-dry-glade-afxk1s2p","parent_lsn":"0/1FA22C0","name":"preview/pr-42",
       "current_state":"init","pending_state":"ready",
       "state_changed_at":"2026-11-22T09:12:18Z","creation_source":"console","primary":false,
       "default":false,"protected":false,"cpu_used_sec":0,"compute_time_seconds":0,
       "active_time_seconds":0,"written_data_bytes":0,"data_transfer_bytes":0,
       "created_at":"2026-11-22T09:12:18Z","updated_at":"2026-11-22T09:12:18Z",
       "expires_at":"2026-11-29T09:12:18Z","ttl_interval_seconds":604800,
       "created_by":{"name":"Ann","image":""},"init_source":"parent-data"}""";

  static final String ROOT =
      """
      {"id":"br-dry-glade-afxk1s2p","project_id":"silent-hall-60879203","name":"main",
       "current_state":"ready","state_changed_at":"2026-11-01T09:12:18Z","logical_size":30785536,
       "creation_source":"console","primary":true,"default":true,"protected":true,
       "cpu_used_sec":1,"compute_time_seconds":1,"active_time_seconds":1,"written_data_bytes":1,
       "data_transfer_bytes":1,"created_at":"2026-11-01T09:12:15Z",
       "updated_at":"2026-11-01T11:12:15.250+02:00","init_source":"parent-schema"}""";

  static final String ENDPOINT =
      """
      {"host":"ep-misty-truth-a5favp6j.c-2.us-west-2.aws.neon.tech",
       "id":"ep-misty-truth-a5favp6j","project_id":"silent-hall-60879203",
       "branch_id":"br-curly-wave-af4i4oeu","autoscaling_limit_min_cu":0.25,
       "autoscaling_limit_max_cu":2,"region_id":"aws-us-west-2","type":"read_write",
       "current_state":"init","pending_state":"active","settings":{"pg_settings":{}},
       "pooler_enabled":false,"pooler_mode":"transaction","disabled":false,
       "passwordless_access":true,"creation_source":"console",
       "created_at":"2026-11-22T09:12:18Z","updated_at":"2026-11-22T09:12:18Z",
       "proxy_host":"c-2.us-west-2.aws.neon.tech","suspend_timeout_seconds":0,
       "provisioner":"k8s-neonvm"}""";

  static final String ROLE =
      """
      {"branch_id":"br-curly-wave-af4i4oeu","name":"neondb_owner","protected":false,
       "created_at":"2026-11-01T09:12:15Z","updated_at":"2026-11-01T09:12:15Z"}""";

  static final String DATABASE =
      """
      {"id":9007199254740993,"branch_id":"br-curly-wave-af4i4oeu","name":"neondb",
       "owner_name":"neondb_owner","created_at":"2026-11-01T09:12:15Z",
       "updated_at":"2026-11-01T09:12:15Z"}""";

  static final String PROJECT =
      """
      {"id":"silent-hall-60879203","platform_id":"aws","region_id":"aws-us-west-2","name":"shop",
       "provisioner":"k8s-neonvm","pg_version":18,"proxy_host":"us-west-2.aws.neon.tech",
       "store_passwords":true,"created_at":"2026-11-01T09:12:15Z",
       "updated_at":"2026-11-01T09:12:15Z","owner_id":"org-morning-bread-81040908",
       "org_id":"org-morning-bread-81040908","creation_source":"console","cpu_used_sec":1,
       "branch_logical_size_limit":512,"branch_logical_size_limit_bytes":536870912,
       "history_retention_seconds":86400,"active_time":7,"active_time_seconds":7,
       "compute_time_seconds":3,"written_data_bytes":1,"data_transfer_bytes":2,
       "data_storage_bytes_hour":5000000000,"consumption_period_start":"2026-11-01T00:00:00Z",
       "consumption_period_end":"2026-12-01T00:00:00Z"}""";

  static final String URI =
      "postgresql://neondb_owner:npg_p%40ss@ep-misty-truth-a5favp6j.c-2.us-west-2.aws.neon.tech"
          + "/neondb?sslmode=require&channel_binding=require";

  static final String CREATED =
      """
      {"branch":%s,"endpoints":[%s],"operations":[%s,%s],"roles":[%s],"databases":[%s],
       "connection_uris":[{"connection_uri":"%s","connection_parameters":{"database":"neondb",
       "password":"npg_p@ss","role":"neondb_owner","host":"ep-x","pooler_host":"ep-x-pooler"}}]}"""
          .formatted(
              BRANCH,
              ENDPOINT,
              operation("op-1", "create_branch", "running", 0),
              operation("op-2", "start_compute", "scheduling", 0),
              ROLE,
              DATABASE,
              URI);

  static final String CHANGED = "{\"branch\":" + BRANCH + ",\"operations\":[]}";

  static final String BRANCHES =
      """
      {"branches":[%s,%s],
       "annotations":{"br-curly-wave-af4i4oeu":{"object":{"type":"console/branch",
         "id":"br-curly-wave-af4i4oeu"},"value":{"github-pr-number":"42"},
         "created_at":"2026-11-22T09:12:18Z"}},
       "pagination":{"next":"abc","sort_by":"updated_at","sort_order":"DESC"}}"""
          .formatted(BRANCH, ROOT);

  static final String NO_PROJECTS = "{\"projects\":[],\"applications\":{},\"integrations\":{}}";

  static final String PROJECTS =
      NO_PROJECTS.replace("[]", "[" + PROJECT + "],\"pagination\":{\"cursor\":\"last\"}");

  static String operation(String id, String action, String status, int failures) {
    return """
    {"id":"%s","project_id":"silent-hall-60879203","branch_id":"br-curly-wave-af4i4oeu",
     "action":"%s","status":"%s","failures_count":%d,"created_at":"2026-11-22T09:12:18Z",
     "updated_at":"2026-11-22T09:12:18Z","total_duration_ms":12}"""
        .formatted(id, action, status, failures);
  }
}
