package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.ConnectionUris;
import dev.neonflow.workflows.DeployFailedException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.deploy.DeployRequest;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.DeploymentRef;
import dev.neonflow.workflows.deploy.fly.FlyWire.Machine;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One deployment to Fly: find or make the app, keep what runs as wanted, else set its secrets, let
 * flyctl deploy, and look what became of it. Each part looks before it acts, so a run that was
 * killed anywhere is finished by the next one.
 */
final class FlyDeployment {
  private static final Duration KEPT_ANSWERS_WITHIN = Duration.ofSeconds(30);
  private static final int TRIES = 3;

  /** A secret of the app while its machines are not yet all that a deployment wanted. */
  static final String UNFINISHED = "NEONFLOW_UNFINISHED";

  private final FlyDeployer deployer;
  private final DeployRequest request;
  private final StepContext context;
  private final FlyApp app;
  private final FlyConfig config;
  private final FlyApi api;
  private final FlyGroups groups;
  private final FlyReadiness readiness;

  /** Whether this call made the app. */
  private boolean made;

  /** Whether the app was found there. */
  private boolean found;

  /** Whether the app is there, or may be. */
  private boolean there;

  FlyDeployment(FlyDeployer deployer, DeployRequest request, StepContext context) {
    this.deployer = deployer;
    this.request = request;
    this.context = context;
    this.app = FlyApp.of(deployer, request.deployment());
    this.config = FlyConfig.of(deployer.build());
    this.api = new FlyApi(deployer, context);
    this.groups = new FlyGroups(api, context);
    this.readiness = new FlyReadiness(context, url(), deployer.healthPath());
  }

  Deployment deploy() throws Exception {
    try {
      find();
      return isProduction() ? production() : ours();
    } catch (Exception e) {
      if (there && app.origin() != FlyApp.Origin.GIVEN) {
        e.addSuppressed(left());
      }
      throw e;
    }
  }

  /** Nothing is removed because of a failure or a cancellation: the next run goes on with it. */
  private DeployFailedException left() {
    String name = request.deployment().name();
    String alias = app.name().equals(name) ? "" : ", app " + app.name();
    return new DeployFailedException(
        "app " + app.name() + " stays on Fly.io",
        "run it again",
        (made || found ? "" : "perhaps ")
            + "deployment "
            + name
            + " (fly"
            + alias
            + ")"
            + (made ? ", which was just made" : ""),
        null);
  }

  /** Finds the app, or makes it: in the end there is one, and we may deploy to it. */
  private void find() throws IOException {
    FlyOwnership ownership = new FlyOwnership(deployer, api);
    for (int attempt = 1; ; attempt++) {
      FlyApi.Seen seen = api.look(app.name());
      if (seen.isFree() && app.origin() == FlyApp.Origin.GIVEN) {
        throw PreconditionException.state(
            "there is no app " + app.name() + " on Fly.io",
            "make it once: fly apps create " + app.name() + " --org " + deployer.org(),
            null);
      }
      if (!seen.isFree()) {
        boolean unmarked = ownership.check(app, seen);
        found = true;
        there = true;
        if (unmarked) {
          api.set(app.name(), mark());
        }
        return;
      }
      if (attempt == TRIES) {
        throw new DeployFailedException(
            "Fly.io says of app " + app.name() + " both that it is taken and that it is not there",
            "run it again in a minute",
            null);
      }
      if (make()) {
        return;
      }
    }
  }

  /** False if somebody else had the name first, or the answer was lost: look again. */
  private boolean make() throws IOException {
    // Nothing is made for a flyctl that will not do.
    Flyctl.open(deployer, context, List.of()).close();
    context.progress("creating app " + app.name(), -1);
    there = true;
    try {
      made = api.make(app.name());
    } catch (PreconditionException refused) {
      there = false;
      throw refused;
    }
    there = made;
    if (made && app.origin() == FlyApp.Origin.TEMPLATE) {
      // Before anything that takes long: without it nobody may destroy the app.
      api.set(app.name(), mark());
    }
    return made;
  }

  private Map<String, Secret> mark() {
    return Map.of(app.mark(), Secret.of(request.deployment().subject().key()));
  }

  private Deployment ours() throws Exception {
    Map<String, Secret> secrets = secrets(true);
    FlyRelease release = FlyRelease.of(request, options(), config.text(), secrets);
    Optional<Deployment> kept = kept(release);
    if (kept.isPresent()) {
      return kept.get();
    }
    if (app.origin() != FlyApp.Origin.GIVEN) {
      secrets.putAll(mark());
    }
    secrets.put(UNFINISHED, Secret.of(request.deployment().subject().key()));
    api.set(app.name(), secrets);
    List<String> options = options();
    options.addAll(release.options());
    Optional<String> number = flyctl(options, secrets);
    List<Machine> machines = counted(release);
    api.unset(app.name(), UNFINISHED);
    awaitReady();
    return deployment(true, number, machines);
  }

  /** The machines, no more than wanted if the app is ours. */
  private List<Machine> counted(FlyRelease release) {
    return app.origin() == FlyApp.Origin.GIVEN
        ? groups.machines(app.name())
        : groups.limit(app.name(), deployer.machines().wanted(), release);
  }

  /** Empty if something is to be done. */
  private Optional<Deployment> kept(FlyRelease release) {
    List<Machine> machines = made ? List.of() : groups.machines(app.name());
    boolean same =
        release.runsOn(machines) || (!deployer.update() && release.isDatabaseOf(machines));
    // A killed flyctl may have made some machines of several, which look as wanted.
    if (!same || api.secrets(app.name()).contains(UNFINISHED)) {
      return Optional.empty();
    }
    List<Machine> counted = counted(release);
    String said = readiness.await(KEPT_ANSWERS_WITHIN);
    if (said == null) {
      return Optional.of(deployment(false, Optional.empty(), counted));
    }
    context.progress(said + "; deploying it again", -1);
    return Optional.empty();
  }

  /** Production's app was made by somebody, and has its database as a rule. */
  private Deployment production() throws Exception {
    boolean hasDatabase = api.secrets(app.name()).contains("DATABASE_URL");
    Map<String, Secret> secrets = secrets(!hasDatabase);
    if (!secrets.isEmpty()) {
      api.set(app.name(), secrets);
    }
    Optional<String> number = flyctl(options(), secrets);
    awaitReady();
    return deployment(true, number, groups.machines(app.name()));
  }

  private Map<String, Secret> secrets(boolean withDatabase) {
    Map<String, Secret> secrets = new LinkedHashMap<>();
    if (withDatabase) {
      ConnectionUris uris = request.connection();
      secrets.put("DATABASE_URL", uris.pooled().uri());
      secrets.put("DATABASE_URL_UNPOOLED", uris.direct().uri());
    }
    for (String name : deployer.secrets()) {
      secrets.put(name, context.secrets().get(name));
    }
    return secrets;
  }

  private List<String> options() {
    return FlyctlOptions.of(deployer, app, isProduction());
  }

  private Optional<String> flyctl(List<String> options, Map<String, Secret> secrets)
      throws Exception {
    List<Secret> hidden = new ArrayList<>(secrets.values());
    ConnectionUris uris = request.connection();
    hidden.addAll(
        List.of(
            uris.direct().uri(),
            uris.direct().password(),
            uris.pooled().uri(),
            uris.pooled().password()));
    try (Flyctl flyctl = Flyctl.open(deployer, context, hidden)) {
      context.progress("deploying with flyctl", -1);
      flyctl.syncSecrets(app.name());
      return flyctl.deploy(options);
    }
  }

  private void awaitReady() {
    context.progress("waiting for " + url(), -1);
    @Nullable String said = readiness.await(deployer.readyWithin());
    if (said != null) {
      throw new DeployFailedException(
          "app "
              + app.name()
              + " is deployed and not ready after "
              + deployer.readyWithin().toSeconds()
              + " s: "
              + said,
          "look at its log: fly logs -a " + app.name(),
          null);
    }
  }

  private Deployment deployment(boolean created, Optional<String> release, List<Machine> machines) {
    String regions =
        machines.stream()
            .map(Machine::region)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    String count = machines.size() == 1 ? "1 machine" : machines.size() + " machines";
    DeploymentRef ref = request.deployment();
    return new Deployment(
        deployer.platform(),
        isProduction() ? app.name() : ref.name(),
        url(),
        created,
        !made,
        (app.name().equals(ref.name()) || isProduction() ? "" : "app " + app.name() + ", ")
            + count
            + (regions.isEmpty() ? "" : " in " + regions)
            + release.map(number -> ", release " + number).orElse(""));
  }

  private boolean isProduction() {
    return request.deployment().subject().isProduction();
  }

  private URI url() {
    return URI.create(deployer.access().url().replace("{app}", app.name()));
  }
}
