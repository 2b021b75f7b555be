package dev.neonflow.crowd;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.branch.BranchRef;
import dev.neonflow.workflows.branch.Compute;
import dev.neonflow.workflows.flyway.FlywayMigrator;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes many previews, a few at a time, and stays until its input ends. */
public final class Crowd {

  static final String DONE = "done";
  static final String MADE = "made";

  /** Arguments: directory, API base, project id, how many, how many at once, share of the rate. */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    try (Neon neon =
        Neon.builder(Secret.of(System.getenv("NEON_API_KEY")))
            .apiBase(URI.create(args[1]))
            .rateShare(Double.parseDouble(args[5]))
            .build()) {
      Neonflow neonflow =
          Neonflow.builder(neon)
              .projectId(args[2])
              .repository("acme/shop")
              .gitBranch("feature")
              .directory(directory)
              .lockDirectory(directory.resolve("locks"))
              .environment(name -> null)
              .migrator(FlywayMigrator.from(directory.resolve("migrations")))
              .build();
      all(neonflow, Integer.parseInt(args[3]), Integer.parseInt(args[4]));
    }
    System.out.println(DONE);
    int unused = System.in.read();
  }

  private static void all(Neonflow neonflow, int number, int atOnce) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(atOnce);
    List<Future<?>> runs = new ArrayList<>();
    for (int pr = 1; pr <= number; pr++) {
      PreviewWorkflow preview =
          neonflow
              .preview()
              .forPr(pr)
              .compute(Compute.suspendedAfter(Duration.ofMinutes(1)))
              .migrate()
              .then("tell", Crowd::tell);
      runs.add(pool.submit(preview::run));
    }
    pool.shutdown();
    for (Future<?> run : runs) {
      run.get();
    }
  }

  /** For the test alone: a program would not print a password. */
  private static void tell(StepContext context) {
    BranchRef branch = context.get(PreviewWorkflow.BRANCH);
    ConnectionUri uri = context.connection(branch).direct();
    PrintStream out = System.out;
    out.println(
        String.join(
            " ",
            MADE,
            branch.name(),
            branch.branchId(),
            uri.jdbcUrl(),
            uri.role(),
            uri.password().reveal()));
  }

  private Crowd() {}
}
