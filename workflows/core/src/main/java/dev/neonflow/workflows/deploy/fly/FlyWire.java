package dev.neonflow.workflows.deploy.fly;

import com.squareup.moshi.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Fly's Machines API takes and gives; in an answer anything may be missing. */
final class FlyWire {
  private FlyWire() {}

  /** Who an app belongs to. */
  public record Organization(@Nullable String slug) {}

  /** An app. */
  public record App(
      @Nullable String name,
      @Nullable Organization organization,
      @Json(name = "machine_count") @Nullable Integer machineCount,
      @Json(name = "volume_count") @Nullable Integer volumeCount) {}

  /** The apps of an organization. */
  public record Apps(@Nullable List<App> apps) {}

  /** An app to be made. */
  public record NewApp(
      @Json(name = "app_name") String appName, @Json(name = "org_slug") String orgSlug) {}

  /** An app that was made. */
  public record MadeApp(@Nullable String id) {}

  /** A secret of an app; its value is never told. */
  public record AppSecret(@Nullable String name) {}

  /** The secrets of an app. */
  public record AppSecrets(@Nullable List<AppSecret> secrets) {}

  /** Values to be set, by name. */
  public record NewSecrets(Map<String, String> values) {
    @Override
    public String toString() {
      return "NewSecrets" + values.keySet();
    }
  }

  /** Which version of an app's secrets there is now. */
  public record SecretsVersion(@Nullable Long version) {}

  /** A machine. */
  public record Machine(
      @Nullable String id,
      @Nullable String state,
      @Nullable String region,
      @Json(name = "created_at") @Nullable String createdAt,
      @Nullable MachineConfig config) {}

  /** What a machine runs. */
  public record MachineConfig(
      @Nullable Map<String, String> env,
      @Nullable Map<String, String> metadata,
      @Nullable List<Object> mounts) {}
}
