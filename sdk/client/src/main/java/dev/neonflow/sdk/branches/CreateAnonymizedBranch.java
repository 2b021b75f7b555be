package dev.neonflow.sdk.branches;

import dev.neonflow.sdk.values.Checks;
import java.util.List;

/**
 * A branch to be made whose data is masked. Each method returns a changed copy.
 *
 * @param branch the branch
 * @param maskingRules what becomes of which column; may be set later, too
 * @param startsAnonymization whether masking starts at once; until it is done the branch holds real
 *     values
 */
public record CreateAnonymizedBranch(
    CreateBranch branch, List<MaskingRule> maskingRules, boolean startsAnonymization) {

  /** Copies the rules. */
  public CreateAnonymizedBranch {
    Checks.present(branch, "branch");
    maskingRules = List.copyOf(Checks.present(maskingRules, "maskingRules"));
  }

  /** This branch, without rules yet. */
  public static CreateAnonymizedBranch of(CreateBranch branch) {
    return new CreateAnonymizedBranch(branch, List.of(), false);
  }

  /** With these rules, in place of earlier ones. */
  public CreateAnonymizedBranch maskingRules(List<MaskingRule> rules) {
    return new CreateAnonymizedBranch(branch, rules, startsAnonymization);
  }

  /** Masks as soon as the branch is there. */
  public CreateAnonymizedBranch startAnonymization() {
    return new CreateAnonymizedBranch(branch, maskingRules, true);
  }
}
