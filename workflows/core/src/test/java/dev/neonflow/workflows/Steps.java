package dev.neonflow.workflows;

import dev.neonflow.workflows.report.Published;
import dev.neonflow.workflows.report.Reporter;
import dev.neonflow.workflows.report.RunReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Steps that note what happens to them. */
final class Steps {

  private Steps() {}

  record Out(String text) {}

  /** The work of a noting step. */
  interface Work {
    void run(StepContext context) throws Exception;
  }

  record Noting(String id, Runs runs, List<String> log, Work work, Work undo) implements Step<Out> {
    @Override
    public Key<Out> output() {
      return new Key<>(id, Out.class);
    }

    @Override
    public String describe() {
      return "note " + id;
    }

    @Override
    public Out run(StepContext context) throws Exception {
      log.add(id);
      work.run(context);
      return new Out(id);
    }

    @Override
    public void compensate(@Nullable Out output, StepContext context) throws Exception {
      log.add("undo " + id + (output == null ? " half" : ""));
      undo.run(context);
    }
  }

  static Noting noting(String id, List<String> log) {
    return noting(id, log, context -> {});
  }

  static Noting noting(String id, List<String> log, Work work) {
    return new Noting(id, Runs.ON_SUCCESS, log, work, context -> {});
  }

  record NotingReporter(List<RunReport> reports, Work work) implements Reporter {
    @Override
    public String describe() {
      return "a list";
    }

    @Override
    public Published publish(RunReport report, StepContext context) throws Exception {
      reports.add(report);
      work.run(context);
      return new Published("list", true);
    }
  }
}
