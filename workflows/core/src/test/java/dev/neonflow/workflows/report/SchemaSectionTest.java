package dev.neonflow.workflows.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.StepOutcome;
import dev.neonflow.workflows.WorkflowStatus;
import dev.neonflow.workflows.migrate.diff.SchemaDiff;
import dev.neonflow.workflows.migrate.diff.SchemaDiff.Basis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaSectionTest {

  private static RunReport report(SchemaDiff diff) {
    List<StepOutcome<?>> outcomes = new ArrayList<>();
    outcomes.add(new StepOutcome.Succeeded<>("schema-diff", diff, Duration.ofMillis(900)));
    return Reports.report(FakeContext.subject(42, "c0ffee"), WorkflowStatus.SUCCEEDED, outcomes);
  }

  @Test
  void long_isCutInAComment_andThereIsMoreInAFile() {
    RunReport report = report(SchemaDiffs.large());
    String comment = MarkdownReport.render(report);
    assertTrue(comment.length() < 60_000, "" + comment.length());
    assertTrue(comment.contains("more lines. The report in the summary"), comment);
    assertTrue(comment.contains("</details>\n\n<details><summary>1 step"), comment);
    assertTrue(comment.endsWith("</sub>\n"));
    String file = MarkdownReport.inFile(report, null);
    assertTrue(file.contains("\n... and 77 more lines. schemaDiff(file)"), "it has the whole");
    assertTrue(file.contains("\n... and 909 more\n"), "the table is whole");
  }

  @Test
  void difference_staysInItsFence() {
    String text = MarkdownReport.inFile(report(SchemaDiffs.large()), null);
    assertTrue(text.contains("\n`````diff\n+ ```` @team"), "a longer fence");
    assertEquals(2, text.split("\n`````", -1).length - 1);
    assertFalse(text.contains("\n<!-- neonflow:other"));
  }

  @Test
  void nothing_isOneLine() {
    String text = MarkdownReport.render(report(SchemaDiffs.without(Basis.THREE_WAY, null)));
    assertTrue(
        text.contains(
            "\n**Schema:** no change, compared with main as it was when the branch began\n"),
        text);
    assertFalse(text.contains("```diff"), text);
  }

  @Test
  void whyItIsNotTheWishedOne_isSaid() {
    String two = MarkdownReport.render(report(SchemaDiffs.without(Basis.TWO_WAY, "it is over")));
    assertTrue(two.contains("no change, compared with main as it is now\n\nIt is over.\n"), two);
    String none = MarkdownReport.render(report(SchemaDiffs.without(Basis.NONE, "refused")));
    assertTrue(none.contains("**Schema:** not compared\n\nRefused.\n"), none);
  }

  @Test
  void whatHasNoRoom_isOneLine() {
    String text = SchemaSection.markdown(SchemaDiffs.large(), 100);
    assertEquals(
        "**Schema:** 999 changed, compared with main as it was when the branch began\n\n", text);
  }

  @Test
  void text_hasOneLineForEachChange() {
    String text = TextReport.render(report(SchemaDiffs.afterMainMovedOn()));
    assertTrue(
        text.contains(
            "  schema    1 destructive, 1 blocking, 1 additive, compared with main as it was when"
                + " the branch began\n"),
        text);
    assertTrue(text.contains("  schema    column \"order\".price added: additive, only"), text);
    assertTrue(text.contains("renamed; main changed it meanwhile, too\n"), text);
  }

  @Test
  void json_hasAll() {
    String json = JsonReport.render(report(SchemaDiffs.afterMainMovedOn()));
    assertTrue(json.contains("\"basis\": \"three_way\""), json);
    assertTrue(json.contains("\"destructive\": 1"), json);
    assertTrue(json.contains("\"object\": \"column customer.email\""), json);
    assertTrue(json.contains("\"parent_changes\": 2"), json);
  }
}
