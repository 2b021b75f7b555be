///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS dev.neonflow:neonflow-cli:0.1.0-SNAPSHOT
//DESCRIPTION The tour: one whole preview for pull request 42 on an embedded Neon, in seconds

import dev.neonflow.cli.Program;
import dev.neonflow.cli.demo.DemoOptions;
import dev.neonflow.cli.demo.DemoShop;
import dev.neonflow.cli.demo.Tour;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.WorkflowResult;
import dev.neonflow.workflows.flyway.FlywayMigrator;
import dev.neonflow.workflows.report.FileReporter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code neonflow demo}: a shop's production database, and a pull request that changes it. */
@Command(name = "demo", description = "One whole preview, explained while it runs.")
final class demo implements Callable<Integer> {

  @Mixin DemoOptions options;

  @Override
  public Integer call() throws Exception {
    if (options.stops()) {
      return options.stop();
    }
    Tour tour = options.tour();
    try (DemoShop shop = DemoShop.open(options, tour)) {
      Neonflow neonflow =
          shop.neonflow()
              .migrator(FlywayMigrator.from(shop.migrations()))
              .deployer(shop.application())
              .reporter(FileReporter.to(shop.comment()))
              .build();

      PreviewWorkflow preview =
          neonflow.preview().forPr(42).apply(shop::preview).migrate().deploy().comment();

      tour.plan(preview.plan());
      WorkflowResult result = tour.live(preview);
      tour.visit(result.get(PreviewWorkflow.DEPLOYMENT).url());
      tour.read(shop.comment());
      shop.proveProductionUntouched(tour);

      if (options.keeps()) {
        shop.keep(tour, result);
      } else {
        tour.tearDown(
            neonflow
                .teardown()
                .forPr(42)
                .apply(shop::teardown)
                .destroyDeployment()
                .deleteBranch()
                .comment());
      }
    }
    return options.end(tour);
  }

  public static void main(String[] args) {
    Program.main(new demo(), args);
  }
}
