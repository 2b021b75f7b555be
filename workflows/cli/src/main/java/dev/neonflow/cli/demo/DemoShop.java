package dev.neonflow.cli.demo;

import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.deploy.ProcessDeployer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
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

  private final Path directory;
  private final DemoNeon demoNeon;
  private final Neon neon;
  private final Closeable interruptible;
  private boolean kept;
  private Production.@Nullable State before;

  private DemoShop(Path directory, DemoNeon demoNeon, Closeable interruptible) {
    this.directory = directory;
    this.demoNeon = demoNeon;
    this.neon = Neon.builder(Secret.of(demoNeon.apiKey())).apiBase(demoNeon.apiBase()).build();
    this.interruptible = interruptible;
  }

  /** Makes the shop, and says so. */
  public static DemoShop open(DemoOptions options, Tour tour) throws Exception {
    Closeable interruptible = options.untilInterrupted();
    tour.section("Production");
    tour.say("Starting an embedded Neon: real PostgreSQL behind Neon's own API, on this machine.");
    Path directory = options.keeps() ? unused(options) : Files.createTempDirectory("neonflow");
    DemoShop shop = null;
    try {
      Path data = directory.resolve("neon");
      DemoNeon demoNeon =
          options.keeps() ? DemoNeon.ofItsOwn(data, options.variables()) : DemoNeon.inProcess(data);
      shop = new DemoShop(directory, demoNeon, interruptible);
      shop.makeProduction(tour);
      return shop;
    } catch (Exception e) {
      if (shop == null) {
        delete(directory);
      } else {
        shop.close();
      }
      throw e;
    }
  }

  /** Ends what was kept in a directory; returns whether there was something. */
  static boolean stopKept(Path directory, Map<String, String> environment) throws Exception {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    DemoNeon demoNeon = DemoNeon.ofItsOwn(directory.resolve("neon"), environment);
    new DemoShop(directory, demoNeon, () -> {}).close();
    return true;
  }

  /** The entry point to the workflows, with all that is particular to this shop. */
  public Neonflow.Builder neonflow() {
    return Neonflow.builder(neon)
        .projectId(demoNeon.projectId())
        .repository("acme/shop")
        .gitBranch("customer-levels")
        .commit("5f0c1e2d7a9b4c3e8d6f1a2b3c4d5e6f7a8b9c0d")
        .directory(directory)
        .lockDirectory(directory.resolve("locks"))
        .environment(name -> null);
  }

  /** The migrations as the pull request has them. */
  public Path migrations() {
    return directory.resolve("db").resolve("migration");
  }

  /** How the application is run. */
  public ProcessDeployer application() {
    return ProcessDeployer.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            ShopPage.class.getName())
        .in(directory)
        .stateDir(directory.resolve("process"));
  }

  /** Where the report goes. */
  public Path comment() {
    return directory.resolve("comment.md");
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

  /** Leaves everything as it is when this is closed. */
  public void keep(Tour tour) {
    kept = true;
    tour.section("Everything is kept running");
    tour.say("files    " + directory);
    tour.say("API      " + demoNeon.apiBase());
    tour.say("stop     neonflow demo --stop");
  }

  @Override
  public void close() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      if (!kept) {
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
      neonflow().deployer(application()).build().teardown().forPr(42).destroyDeployment().run();
    } finally {
      demoNeon.stop().run();
      delete(directory);
    }
  }

  private void makeProduction(Tour tour) throws IOException, SQLException {
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

  private static Path unused(DemoOptions options) throws IOException {
    Path directory = options.keptDirectory();
    if (Files.isDirectory(directory)) {
      throw PreconditionException.state(
          "a kept demo is in " + directory + " already", "neonflow demo --stop", null);
    }
    return Files.createDirectories(directory);
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = DemoShop.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the demo's " + name + " is not packaged");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
