package dev.neonflow.workflows.deploy.fly;

import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.deploy.DeployRequest;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.DeploymentRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the application on Fly.io, each preview as an app of its own that goes with it. {@code
 * flyctl} builds and deploys; everything else is asked of Fly's Machines API, with the token in
 * {@code FLY_API_TOKEN}, which must be one of the organization.
 *
 * <p>The application gets {@code DATABASE_URL} (pooled) and {@code DATABASE_URL_UNPOOLED} as
 * secrets of its app. It is ready when its URL answers with a status below 500, or at a path of its
 * own with 2xx. The same commit, settings and database keep what runs. An app of a preview has one
 * machine for each group of processes, two with {@code ha}; more are removed.
 *
 * <p>Production and every app whose name somebody wrote are deployed to and never destroyed. A
 * {@code DATABASE_URL} that production's app has already stays.
 *
 * @param org the organization's short name
 * @param app the app's name, of {@code {pr}}, {@code {name}} and {@code {repo}}, or null for one
 *     that is made up, for production for the one in Fly's configuration file
 * @param region where a new app's machines are, or null for what Fly's configuration file says
 * @param build what is deployed
 * @param machines what it runs on
 * @param secrets the names of the secrets that the application gets beside its database
 * @param update whether an app that runs with the same database is brought up to date
 * @param healthPath the path whose answer says that the application is ready, or null
 * @param readyWithin how long it may take to answer once it is deployed
 * @param access how Fly is reached
 */
public record FlyDeployer(
    String org,
    @Nullable String app,
    @Nullable String region,
    FlyBuild build,
    FlyMachines machines,
    List<String> secrets,
    boolean update,
    @Nullable String healthPath,
    Duration readyWithin,
    FlyAccess access)
    implements Deployer {

  /** The secret with the token of the organization. */
  public static final String TOKEN = "FLY_API_TOKEN";

  private static final Duration READY_WITHIN = Duration.ofMinutes(3);
  private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";
  private static final String RESERVED = "DATABASE_URL(_[A-Z]+)?|NEONFLOW_.*|NEON_API_KEY|FLY_.*";

  /** Copies the list. */
  public FlyDeployer {
    secrets = List.copyOf(secrets);
    refuse(org, "[A-Za-z0-9_-]+", "an organization on Fly.io", "give its slug: fly orgs list");
    refuse(region, "[a-z]{3}", "a region of Fly.io", "write it like cdg: fly platform regions");
    refuse(healthPath, "\\S+", "the path of a health check", "write it like /healthz");
    refuse(build.image(), "\\S+", "an image", "leave it out to build one");
    for (String name : secrets) {
      if (!name.matches(NAME) || name.matches(RESERVED)) {
        throw PreconditionException.usage(
            "a secret of the application cannot be called " + name,
            name.matches(RESERVED)
                ? "leave it out: the application gets its database from Neonflow, and no"
                    + " credentials of the platform"
                : "use letters, digits and _");
      }
    }
  }

  private static void refuse(@Nullable String value, String shape, String what, String next) {
    if (value != null && !value.matches(shape)) {
      throw PreconditionException.usage("'" + value + "' cannot be " + what, next);
    }
  }

  /**
   * Refuses what would be found out only when the branch is there: no configuration file, a name
   * that cannot be an app's.
   *
   * @param previews whether several apps get their names of the template
   * @throws PreconditionException saying what to do
   */
  public void check(boolean previews) {
    var unused = FlyConfig.of(build);
    if (app != null) {
      FlyApp.checkTemplate(app, previews);
    }
  }

  /**
   * The same for production, whose app the configuration file names if nothing else does.
   *
   * @throws PreconditionException saying what to do
   */
  public void checkProduction() {
    check(false);
    if (app == null) {
      var unused = FlyConfig.of(build).app();
    }
  }

  /** Apps with made up names, of the configuration file in this process's directory. */
  public static FlyDeployer org(String organization) {
    return new FlyDeployer(
        organization,
        null,
        null,
        new FlyBuild(Path.of(""), null, null, Map.of(), List.of()),
        FlyMachines.AS_CONFIGURED,
        List.of(),
        true,
        null,
        READY_WITHIN,
        FlyAccess.DEFAULT);
  }

  /**
   * The same with another name for the app, of {@code {pr}}, {@code {name}} (pr-42, or a named
   * preview's name) and {@code {repo}}. Previews need one of the first two.
   */
  public FlyDeployer app(String template) {
    return new FlyDeployer(
        org, template, region, build, machines, secrets, update, healthPath, readyWithin, access);
  }

  /** The same in another region, for example {@code cdg}. */
  public FlyDeployer region(String code) {
    return new FlyDeployer(
        org, app, code, build, machines, secrets, update, healthPath, readyWithin, access);
  }

  /** The same of the application in another directory. */
  public FlyDeployer in(Path directory) {
    return with(
        new FlyBuild(directory, build.config(), build.image(), build.buildArgs(), build.options()));
  }

  /** The same with another configuration file of Fly's, relative to the directory. */
  public FlyDeployer config(String file) {
    return with(
        new FlyBuild(build.directory(), file, build.image(), build.buildArgs(), build.options()));
  }

  /** The same with an image that is there already. */
  public FlyDeployer image(String reference) {
    return with(
        new FlyBuild(
            build.directory(), build.config(), reference, build.buildArgs(), build.options()));
  }

  /** The same with other values for the build. They are no secrets: everybody can see them. */
  public FlyDeployer buildArgs(Map<String, String> values) {
    return with(
        new FlyBuild(build.directory(), build.config(), build.image(), values, build.options()));
  }

  /** The same with further options of {@code flyctl deploy}. */
  public FlyDeployer options(String... options) {
    return with(
        new FlyBuild(
            build.directory(), build.config(), build.image(), build.buildArgs(), List.of(options)));
  }

  private FlyDeployer with(FlyBuild other) {
    return new FlyDeployer(
        org, app, region, other, machines, secrets, update, healthPath, readyWithin, access);
  }

  /** The same on other machines. */
  public FlyDeployer machines(FlyMachines other) {
    return new FlyDeployer(
        org, app, region, build, other, secrets, update, healthPath, readyWithin, access);
  }

  /** The same whose application also gets these secrets: names of environment variables here. */
  public FlyDeployer secrets(String... names) {
    List<String> all = new ArrayList<>(secrets);
    all.addAll(List.of(names));
    return new FlyDeployer(
        org, app, region, build, machines, all, update, healthPath, readyWithin, access);
  }

  /** The same which leaves what runs with the same database as it is, whatever the commit. */
  public FlyDeployer withoutUpdates() {
    return new FlyDeployer(
        org, app, region, build, machines, secrets, false, healthPath, readyWithin, access);
  }

  /** The same which is ready when this path answers with 2xx. */
  public FlyDeployer healthPath(String path) {
    return new FlyDeployer(
        org, app, region, build, machines, secrets, update, path, readyWithin, access);
  }

  /** The same with another time to get ready. */
  public FlyDeployer readyWithin(Duration time) {
    return new FlyDeployer(
        org, app, region, build, machines, secrets, update, healthPath, time, access);
  }

  /** The same that reaches Fly another way. */
  public FlyDeployer access(FlyAccess other) {
    return new FlyDeployer(
        org, app, region, build, machines, secrets, update, healthPath, readyWithin, other);
  }

  @Override
  public String platform() {
    return "fly";
  }

  @Override
  public String describe() {
    return "Fly.io, organization " + org + (app == null ? "" : ", app " + app);
  }

  @Override
  public Deployment deploy(DeployRequest request, StepContext context) throws Exception {
    return new FlyDeployment(this, request, context).deploy();
  }

  @Override
  public String dryRun(DeploymentRef deployment, StepContext context) {
    return new FlyDryRun(this, deployment, context).deploy();
  }

  @Override
  public String dryRunDestroy(DeploymentRef deployment, StepContext context) {
    return new FlyDryRun(this, deployment, context).destroy();
  }

  @Override
  public boolean destroy(DeploymentRef deployment, StepContext context) {
    return new FlyRemoval(this, deployment, context).run();
  }

  /** Those of the organization; with a name of its own, those of this repository's previews. */
  @Override
  public Optional<Set<String>> names(StepContext context) {
    return Optional.of(new FlyListing(this, context).names());
  }
}
