package dev.neonflow.sdk;

import static dev.neonflow.sdk.Settles.COMPARED;
import static dev.neonflow.sdk.Settles.LOOKED_UP;
import static dev.neonflow.sdk.Settles.REMOVAL;
import static dev.neonflow.sdk.Settles.REPEATABLE;
import static dev.neonflow.sdk.Settles.UNRESOLVED;

import dev.neonflow.sdk.branches.CreateAnonymizedBranch;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.MaskingRule;
import dev.neonflow.sdk.branches.RestoreBranch;
import dev.neonflow.sdk.branches.UpdateBranch;
import java.util.List;

/** Writes of branches. */
final class WritesOfBranches {
  private static final String ALL = "/projects/p/branches";
  private static final String ONE = ALL + "/br-1";
  private static final String NONE = "{\"branches\":[]}";
  private static final String RULES =
      """
      {"masking_rules":[{"database_name":"d","schema_name":"s","table_name":"t",
       "column_name":"c","masking_value":"v"}]}""";

  private WritesOfBranches() {}

  static List<SentWrite> all() {
    String anonymized = "/projects/p/branch_anonymized";
    String finalized = Writes.with(Answers.BRANCH, "restore_status", "finalized");
    return List.of(
        SentWrite.of(
                "HttpBranches.create",
                LOOKED_UP,
                "POST " + ALL,
                Answers.CREATED,
                neon -> neon.branches().create("p", named()))
            .look(ALL, NONE, annotated()),
        SentWrite.of(
                "HttpBranches.create",
                UNRESOLVED,
                "POST " + ALL,
                Answers.CREATED,
                neon -> neon.branches().create("p", CreateBranch.unnamed()))
            .when("without a name"),
        SentWrite.of(
                "HttpBranches.createAnonymized",
                LOOKED_UP,
                "POST " + anonymized,
                Answers.CREATED,
                neon -> neon.branches().createAnonymized("p", CreateAnonymizedBranch.of(named())))
            .look(ALL, NONE, annotated()),
        SentWrite.of(
                "HttpBranches.update",
                COMPARED,
                "PATCH " + ONE,
                Answers.CHANGED,
                neon ->
                    neon.branches()
                        .update("p", "br-1", UpdateBranch.create().name("preview/pr-42")))
            .look(ONE, one(Answers.ROOT), one(Answers.BRANCH)),
        SentWrite.of(
                "HttpBranches.delete",
                REMOVAL,
                "DELETE " + ONE,
                Answers.CHANGED,
                neon -> neon.branches().delete("p", "br-1"))
            .look(ONE, one(Answers.BRANCH), null),
        SentWrite.of(
                "HttpBranches.delete",
                REMOVAL,
                "DELETE " + ONE,
                Answers.CHANGED,
                neon -> neon.branches().deleteForGood("p", "br-1"))
            .when("for good")
            .look(ALL, list(Answers.BRANCH.replace("br-curly-wave-af4i4oeu", "br-1")), NONE),
        SentWrite.of(
                "HttpBranches.recover",
                LOOKED_UP,
                "POST " + ONE + "/recover",
                one(Answers.BRANCH),
                neon -> neon.branches().recover("p", "br-1"))
            .look(ALL, NONE, list(Answers.BRANCH.replace("br-curly-wave-af4i4oeu", "br-1"))),
        SentWrite.of(
                "HttpBranches.restore",
                REPEATABLE,
                "POST " + ONE + "/restore",
                Answers.CHANGED,
                neon -> neon.branches().restore("p", "br-1", RestoreBranch.from("br-2")))
            .look(ONE, one(Answers.BRANCH), one(Answers.BRANCH)),
        SentWrite.of(
                "HttpBranches.restore",
                LOOKED_UP,
                "POST " + ONE + "/restore",
                Answers.CHANGED,
                neon ->
                    neon.branches()
                        .restore(
                            "p", "br-1", RestoreBranch.from("br-2").preserveUnder("preview/pr-42")))
            .when("that preserves the state before")
            .look(ALL, NONE, list(Writes.made(Answers.BRANCH)))
            .look(ONE, one(Answers.BRANCH), one(Answers.BRANCH)),
        SentWrite.of(
                "HttpBranches.finalizeRestore",
                LOOKED_UP,
                "POST " + ONE + "/finalize_restore",
                "{\"operations\":[]}",
                neon -> neon.branches().finalizeRestore("p", "br-1"))
            .look(ONE, one(Answers.BRANCH), one(finalized)),
        SentWrite.of(
            "HttpBranches.setDefault",
            REPEATABLE,
            "POST " + ONE + "/set_as_default",
            Answers.CHANGED,
            neon -> neon.branches().setDefault("p", "br-1")),
        SentWrite.of(
                "HttpBranches.startAnonymization",
                COMPARED,
                "POST " + ONE + "/anonymize",
                BranchDecodingTest.STATUS,
                neon -> neon.branches().startAnonymization("p", "br-1"))
            .look(
                ONE + "/anonymized_status",
                BranchDecodingTest.STATUS.replace("\"anonymizing\"", "\"initialized\""),
                BranchDecodingTest.STATUS),
        SentWrite.of(
                "HttpBranches.updateMaskingRules",
                COMPARED,
                "PATCH " + ONE + "/masking_rules",
                RULES,
                neon ->
                    neon.branches()
                        .updateMaskingRules(
                            "p", "br-1", List.of(MaskingRule.value("d", "s", "t", "c", "v"))))
            .look(ONE + "/masking_rules", "{\"masking_rules\":[]}", RULES));
  }

  private static CreateBranch named() {
    return CreateBranch.named("preview/pr-42");
  }

  static String one(String branch) {
    return "{\"branch\":" + branch + "}";
  }

  static String list(String branch) {
    return "{\"branches\":[" + branch + "]}";
  }

  private static String annotated() {
    return """
    {"branches":[%s],"annotations":{"br-curly-wave-af4i4oeu":{"object":{"type":"t","id":"i"},
     "value":{"neonflow-request":"{own}"}}}}"""
        .formatted(Answers.BRANCH);
  }
}
