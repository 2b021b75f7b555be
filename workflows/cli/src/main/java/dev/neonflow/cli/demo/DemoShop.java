package dev.neonflow.cli.demo;

import dev.neonflow.cli.Interruptible;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.TeardownWorkflow;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A small shop on a Neon: production with data in it, and a checkout with a pull request that
 * changes the schema. Closing it removes all of it, unless it is kept.
 */
public final class DemoShop implements AutoCloseable {

  private static final List<String> MIGRATIONS =
      List.of(
          "V1__customers_and_orders.sql",
          "V2__index_orders_by_customer.sql",
          "V3__customer_levels.sql");

  private final Workspace workspace;
  private final ShopApplication application;
  private final DemoNeon demoNeon;
  private final Interruptible interruptible;
  private boolean kept;
  private @Nullable Production production;
  private Production.@Nullable State before;

  private DemoShop(Workspace workspace, DemoNeon demoNeon, Interruptible interruptible) {
    this.workspace = workspace;
    this.application = new ShopApplication(workspace.directory());
    this.demoNeon = demoNeon;
    this.interruptible = interruptible;
  }

  /** Makes the shop, and says so. */
  public static DemoShop open(DemoOptions options, Tour tour) throws Exception {
    Optional<DemoNeon> cloud = options.cloud();
    Interruptible interruptible = options.untilInterrupted();
    Workspace workspace = options.keeps() ? unused(options) : Workspace.temporary();
    tour.section("Production");
    DemoShop shop = null;
    try {
      sweep(workspace, tour);
      DemoNeon demoNeon =
          cloud.isPresent() ? cloud.get() : embedded(data(workspace.directory()), options, tour);
      shop = new DemoShop(workspace, demoNeon, interruptible);
      shop.makeProduction(tour);
      return shop;
    } catch (Exception e) {
      if (shop == null) {
        cloud.ifPresent(DemoNeon::close);
        EmbeddedDemoNeon.delete(data(workspace.directory()), options.variables());
        workspace.delete();
      } else {
        try {
          shop.close();
        } catch (IOException | NeonflowException left) {
          e.addSuppressed(left);
        }
      }
      throw e;
    }
  }

  private static DemoNeon embedded(Path data, DemoOptions options, Tour tour) {
    tour.say("Starting an embedded Neon: real PostgreSQL behind Neon's own API, on this machine.");
    return options.keeps()
        ? EmbeddedDemoNeon.ofItsOwn(data, options.variables())
        : EmbeddedDemoNeon.inProcess(data, options.variables());
  }

  /** Ends what was kept in a directory; returns whether there was something. */
  static boolean stopKept(Path directory, Map<String, String> environment) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    new ShopApplication(directory).stop();
    EmbeddedDemoNeon.delete(data(directory), environment);
    Workspace.delete(directory);
    return true;
  }

  /** What tours left that were killed; of a Neon in their process nothing is left to stop. */
  private static void sweep(Workspace workspace, Tour tour) throws IOException {
    for (Path abandoned : workspace.abandoned()) {
      new ShopApplication(abandoned).stop();
      Workspace.delete(abandoned);
      tour.say("(Removed " + abandoned + ", which a killed demo had left.)");
    }
  }

  /** The entry point to the workflows, with all that is particular to this shop. */
  public NeonflowBuilder neonflow() {
    return demoNeon.tell(plain());
  }

  /** What a preview is like on this Neon, in the sentence. */
  public PreviewWorkflow preview(PreviewWorkflow preview) {
    return demoNeon.preview(preview);
  }

  /** How it is found again, in the sentence. */
  public TeardownWorkflow teardown(TeardownWorkflow teardown) {
    return demoNeon.teardown(teardown);
  }

  private NeonflowBuilder plain() {
    return application.neonflow(demoNeon.neon(), demoNeon.projectId());
  }

  /** The migrations as the pull request has them. */
  public Path migrations() {
    return directory().resolve("db").resolve("migration");
  }

  /** How the application is run. */
  public ProcessDeployer application() {
    return application.deployer();
  }

  /** Where the report goes. */
  public Path comment() {
    return directory().resolve("comment.md");
  }

  /** Compares production with what it was before. */
  public void proveProductionUntouched(Tour tour) throws SQLException {
    Production.State was = before;
    if (was == null || production == null) {
      throw new IllegalStateException("the shop was not made here");
    }
    Production.State is = production.state();
    tour.compare(was, is);
    if (!was.equals(is)) {
      throw new IllegalStateException("production changed: " + was + " became " + is);
    }
  }

  /** Leaves everything as it is when this is closed, and says how to look at it. */
  public void keep(Tour tour, WorkflowResult result) throws IOException {
    BranchRef branch = result.get(PreviewWorkflow.BRANCH);
    ConnectionUri database =
        demoNeon
            .neon()
            .connectionUris()
            .get(
                demoNeon.projectId(),
                ConnectionUriQuery.of("neondb", "neondb_owner").branchId(branch.branchId()));
    Path variables = directory().resolve("preview.env");
    Files.createFile(
        variables,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(variables, "DATABASE_URL='" + database.uri().reveal() + "'\n");
    kept = true;
    tour.section("Everything is kept running");
    tour.say("page      " + result.get(PreviewWorkflow.DEPLOYMENT).url());
    tour.say("database  . " + variables + " && psql \"$DATABASE_URL\"");
    tour.say("API       eval \"$(neonflow embedded env --data-dir " + data(directory()) + ")\"");
    tour.say(
        "files     " + directory() + " (comment.md; the page's log in process, Neon's in neon)");
    tour.say("stop      neonflow demo --stop");
  }

  @Override
  public void close() throws IOException {
    boolean interrupted = interruptible.shield();
    try {
      if (kept) {
        workspace.release();
      } else {
        remove();
      }
    } finally {
      interruptible.close();
      demoNeon.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Also after a failure in the middle: what the tour removed already is not there twice. */
  private void remove() throws IOException {
    try {
      application.stop();
    } finally {
      try {
        demoNeon.remove(plain().build());
      } finally {
        workspace.delete();
      }
    }
  }

  private void makeProduction(Tour tour) throws IOException, SQLException {
    application.prepare(demoNeon.projectId());
    Files.createDirectories(migrations());
    for (String name : MIGRATIONS) {
      Files.writeString(migrations().resolve(name), resource(name));
    }
    production = new Production(demoNeon.production(tour, plain().build()));
    production.make(migrations(), "2", resource("data.sql"));
    before = production.state();
    tour.say(
        String.format(
            Locale.ROOT,
            "Branch %s is production: Flyway brought it to version %d, it holds %,d orders.",
            demoNeon.productionBranch(),
            before.version(),
            before.orders()));
    tour.say(
        "Pull request 42 adds a migration, V3__customer_levels.sql, and a page that needs it.");
  }

  private static Workspace unused(DemoOptions options) throws IOException {
    Path directory = options.keptDirectory();
    if (Files.isDirectory(directory)) {
      throw PreconditionException.state(
          "a kept demo is in " + directory + " already", "neonflow demo --stop", null);
    }
    return Workspace.at(directory);
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = DemoShop.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the demo's " + name + " is not packaged");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Path directory() {
    return workspace.directory();
  }

  private static Path data(Path directory) {
    return directory.resolve("neon");
  }
}
