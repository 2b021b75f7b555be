package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Subject;
import dev.neonflow.workflows.deploy.DeployRequest;
import dev.neonflow.workflows.deploy.fly.FlyWire.Machine;
import dev.neonflow.workflows.deploy.fly.FlyWire.MachineConfig;
import dev.neonflow.workflows.internal.Digests;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to run. Machines carry it in their environment, written by the deployment itself, so it
 * holds whatever was killed when.
 *
 * @param commit the commit, or null if unknown
 * @param database a digest of the URLs of the database
 * @param settings a digest of everything else
 */
record FlyRelease(@Nullable String commit, String database, String settings) {
  private static final String COMMIT = "NEONFLOW_COMMIT";
  private static final String DATABASE = "NEONFLOW_DATABASE";
  private static final String SETTINGS = "NEONFLOW_SETTINGS";

  /** What a request asks for; the database's password keeps others from guessing the secrets. */
  static FlyRelease of(
      DeployRequest request, List<String> options, String config, Map<String, Secret> secrets) {
    String uris =
        request.connection().direct().uri().reveal()
            + "\n"
            + request.connection().pooled().uri().reveal();
    StringBuilder settings = new StringBuilder(uris);
    options.forEach(option -> settings.append('\0').append(option));
    settings.append('\0').append(config);
    new TreeMap<>(secrets)
        .forEach((name, secret) -> settings.append('\0').append(name).append(secret.reveal()));
    return new FlyRelease(
        request.deployment().subject().commit(),
        Digests.sha256(uris).substring(0, 32),
        Digests.sha256(settings.toString()).substring(0, 32));
  }

  /** The options by which a deployment writes it down. */
  List<String> options() {
    Map<String, String> environment = new LinkedHashMap<>();
    if (commit != null) {
      environment.put(COMMIT, commit);
    }
    environment.put(DATABASE, database);
    environment.put(SETTINGS, settings);
    List<String> options = new ArrayList<>();
    environment.forEach((name, value) -> options.addAll(List.of("-e", name + "=" + value)));
    return options;
  }

  /** Whether all machines run it; an unknown commit is never the same. */
  boolean runsOn(List<Machine> machines) {
    return commit != null
        && !machines.isEmpty()
        && machines.stream().allMatch(machine -> isOn(machine) && isOfCommit(machine, commit));
  }

  /** Whether all machines have this database. */
  boolean isDatabaseOf(List<Machine> machines) {
    return !machines.isEmpty()
        && machines.stream().allMatch(machine -> database.equals(value(machine, DATABASE)));
  }

  /** Whether a machine was made or changed for these settings and database. */
  boolean isOn(Machine machine) {
    return settings.equals(value(machine, SETTINGS)) && database.equals(value(machine, DATABASE));
  }

  /** Whether all machines are of the subject's commit, as far as that is known. */
  static boolean isCommitOf(Subject subject, List<Machine> machines) {
    String commit = subject.commit();
    return commit != null
        && !machines.isEmpty()
        && machines.stream().allMatch(machine -> isOfCommit(machine, commit));
  }

  private static boolean isOfCommit(Machine machine, String commit) {
    return commit.equals(value(machine, COMMIT));
  }

  private static @Nullable String value(Machine machine, String name) {
    MachineConfig config = machine.config();
    Map<String, String> environment = config == null ? null : config.env();
    return environment == null ? null : environment.get(name);
  }
}
