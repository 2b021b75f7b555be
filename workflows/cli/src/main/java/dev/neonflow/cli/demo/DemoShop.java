package dev.neonflow.cli.demo;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import java.io.Closeable;
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
import org.jspecify.annotations.Nullable;

/**
 * A small shop on an embedded Neon: production with data in it, and a checkout with a pull request
 * that changes the schema. Closing it removes all of it, unless it is kept.
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
  private final Neon neon;
  private final Closeable interruptible;
  private boolean kept;
  private Production.@Nullable State before;

  private DemoShop(Workspace workspace, DemoNeon demoNeon, Closeable interruptible) {
    this.workspace = workspace;
    this.application = new ShopApplication(workspace.directory());
    this.demoNeon = demoNeon;
    this.neon = Neon.builder(Secret.of(demoNeon.apiKey())).apiBase(demoNeon.apiBase()).build();
    this.interruptible = interruptible;
  }

  /** Makes the shop, and says so. */
  public static DemoShop open(DemoOptions options, Tour tour) throws Exception {
    Closeable interruptible = options.untilInterrupted();
    Workspace workspace = options.keeps() ? unused(options) : Workspace.temporary();
    tour.section("Production");
    tour.say("Starting an embedded Neon: real PostgreSQL behind Neon's own API, on this machine.");
    DemoShop shop = null;
    try {
      sweep(workspace, tour);
      DemoNeon demoNeon =
          options.keeps()
              ? DemoNeon.ofItsOwn(data(workspace.directory()), options.variables())
              : DemoNeon.inProcess(options.variables());
      shop = new DemoShop(workspace, demoNeon, interruptible);
      shop.makeProduction(tour);
      return shop;
    } catch (Exception e) {
      if (shop == null) {
        DemoNeon.delete(data(workspace.directory()), options.variables());
        workspace.delete();
      } else {
        shop.close();
      }
      throw e;
    }
  }

  /** Ends what was kept in a directory; returns whether there was something. */
  static boolean stopKept(Path directory, Map<String, String> environment) throws IOException {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    new ShopApplication(directory).stop();
    DemoNeon.delete(data(directory), environment);
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
  public Neonflow.Builder neonflow() {
    return application.neonflow(neon, demoNeon.projectId());
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
    Production.State is = Production.of(neon, demoNeon.projectId()).state();
    if (was == null) {
      throw new IllegalStateException("the shop was not made here");
    }
    tour.compare(was, is);
    if (!was.equals(is)) {
      throw new IllegalStateException("production changed: " + was + " became " + is);
    }
  }

  /** Leaves everything as it is when this is closed, and says how to look at it. */
  public void keep(Tour tour, WorkflowResult result) throws IOException {
    BranchRef branch = result.get(PreviewWorkflow.BRANCH);
    ConnectionUri database =
        neon.connectionUris()
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
    boolean interrupted = Thread.interrupted();
    try {
      if (kept) {
        workspace.release();
      } else {
        remove();
      }
    } finally {
      interruptible.close();
      neon.close();
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
      demoNeon.stop().run();
      EmbeddedNeon.delete(data(directory()));
      workspace.delete();
    }
  }

  private void makeProduction(Tour tour) throws IOException, SQLException {
    application.prepare(demoNeon.projectId());
    Files.createDirectories(migrations());
    for (String name : MIGRATIONS) {
      Files.writeString(migrations().resolve(name), resource(name));
    }
    Production production = Production.of(neon, demoNeon.projectId());
    production.make(migrations(), "2", resource("data.sql"));
    before = production.state();
    tour.say(
        String.format(
            Locale.ROOT,
            "Branch main is production: Flyway brought it to version %d, it holds %,d orders.",
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
