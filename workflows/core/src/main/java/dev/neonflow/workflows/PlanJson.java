package dev.neonflow.workflows;

import dev.neonflow.workflows.internal.json.JsonRefusal;
import dev.neonflow.workflows.internal.json.JsonTree;
import dev.neonflow.workflows.internal.json.RecordReader;
import dev.neonflow.workflows.internal.json.RecordWriter;
import dev.neonflow.workflows.internal.json.TypeRegistry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plans as JSON and back. */
final class PlanJson {

  private PlanJson() {}

  static String write(Plan plan) {
    List<Class<?>> classes = new ArrayList<>();
    for (PlannedStep planned : plan.steps()) {
      if (planned.step() != null) {
        classes.add(planned.step().getClass());
      }
    }
    RecordWriter writer = new RecordWriter(TypeRegistry.load(classes));
    try {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("planFormat", plan.planFormat());
      json.put("workflow", plan.workflow());
      json.put("subject", writer.write(plan.subject(), "subject"));
      json.put("policies", writer.write(plan.policies(), "policies"));
      json.put("steps", plan.steps().stream().map(step -> step(step, writer)).toList());
      return JsonTree.print(json) + "\n";
    } catch (JsonRefusal e) {
      throw new InvalidWorkflowException(
          "this plan cannot be written as JSON: " + e.message(), e.next(), e);
    }
  }

  private static Map<String, Object> step(PlannedStep planned, RecordWriter writer) {
    String where = "step " + planned.id();
    if (!(planned.step() instanceof Record record)) {
      throw new JsonRefusal(
          where + " is a lambda, which runs in its own process only", "write it as a record");
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", planned.id());
    json.putAll(writer.writeNamed(record, where));
    json.put("options", writer.write(planned.options(), where + " options"));
    json.put("runs", planned.runs().name());
    return json;
  }

  static Plan read(String text) {
    try {
      Map<?, ?> json = JsonTree.parse(text);
      format(json.get("planFormat"));
      RecordReader reader = new RecordReader(TypeRegistry.load(List.of()));
      return new Plan(
          reader.text(json, "workflow", "plan"),
          Plan.FORMAT,
          reader.read(json.get("subject"), Subject.class, "subject"),
          reader.read(json.get("policies"), Policies.class, "policies"),
          steps(json.get("steps"), reader));
    } catch (JsonRefusal e) {
      throw new InvalidWorkflowException("this plan cannot be read: " + e.message(), e.next(), e);
    }
  }

  private static void format(@Nullable Object format) {
    if (!(format instanceof BigDecimal number)) {
      throw new JsonRefusal("it has no planFormat", "give the text that Plan.toJson() wrote");
    }
    if (number.compareTo(BigDecimal.valueOf(Plan.FORMAT)) != 0) {
      throw new JsonRefusal(
          "its planFormat is " + number + ", and this program reads " + Plan.FORMAT,
          "run it with the release that wrote it");
    }
  }

  private static List<PlannedStep> steps(@Nullable Object json, RecordReader reader) {
    if (!(json instanceof List<?> array)) {
      throw new JsonRefusal("it has no list of steps", "give the text that Plan.toJson() wrote");
    }
    List<PlannedStep> steps = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Object item : array) {
      PlannedStep step = step(RecordReader.object(item, "steps[" + steps.size() + "]"), reader);
      if (!ids.add(step.id())) {
        throw new JsonRefusal("it has two steps " + step.id(), "give each an id of its own");
      }
      steps.add(step);
    }
    return steps;
  }

  private static PlannedStep step(Map<?, ?> json, RecordReader reader) {
    String id = reader.text(json, "id", "step");
    String where = "step " + id;
    Step<?> step = reader.readNamed(json, Step.class, where);
    return new PlannedStep(
        id,
        step,
        step.describe(),
        reader.constant(json.get("runs"), Runs.class, where + " runs"),
        reader.read(json.get("options"), StepOptions.class, where + " options"));
  }
}
