package dev.neonflow.sdk.branches;

import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.sdk.paging.Page;
import dev.neonflow.sdk.paging.Pages;
import dev.neonflow.sdk.values.Checks;
import java.util.List;
import java.util.Optional;

/**
 * The branches of a project. Thread-safe. Every method but {@link #listAll} and {@link #find} is
 * one request and throws a {@link dev.neonflow.sdk.error.NeonException}. A write whose answer was
 * lost is looked at with further ones; if they do not tell what became of it, it ends in an {@link
 * dev.neonflow.sdk.error.AmbiguousWriteException}.
 */
public interface BranchesApi {

  /**
   * One page of branches.
   *
   * @see <a href="https://api-docs.neon.tech/reference/listprojectbranches">listProjectBranches</a>
   */
  Page<AnnotatedBranch> list(String projectId, ListBranches query);

  /** All branches from where the query starts, page after page as they are asked for. */
  default Pages<AnnotatedBranch> listAll(String projectId, ListBranches query) {
    return Pages.of(cursor -> list(projectId, cursor == null ? query : query.cursor(cursor)));
  }

  /**
   * The branch of exactly this name; empty if there is none. One request, unless more than 1000
   * branches have a name that contains this one.
   */
  default Optional<AnnotatedBranch> find(String projectId, String name) {
    ListBranches search = ListBranches.all().search(Checks.given(name, "name")).limit(1000);
    return listAll(projectId, search).stream()
        .filter(found -> found.branch().name().equals(name))
        .findFirst();
  }

  /**
   * How many branches the project has.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/countprojectbranches">countProjectBranches</a>
   */
  int count(String projectId);

  /**
   * How many branches of the project have a name that contains this.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/countprojectbranches">countProjectBranches</a>
   */
  int count(String projectId, String search);

  /**
   * Makes a branch; answers before it is ready. If the answer was lost, a branch with a name is
   * looked up by it and by {@value CreateBranch#REQUEST_ANNOTATION}; one without a name is not.
   *
   * @throws dev.neonflow.sdk.error.ConflictException if the name is taken
   * @throws dev.neonflow.sdk.error.LimitExceededException if the project has its fill of branches
   * @see <a href="https://api-docs.neon.tech/reference/createprojectbranch">createProjectBranch</a>
   */
  BranchCreated create(String projectId, CreateBranch request);

  /**
   * One branch.
   *
   * @throws dev.neonflow.sdk.error.NotFoundException if it is not there
   * @see <a href="https://api-docs.neon.tech/reference/getprojectbranch">getProjectBranch</a>
   */
  AnnotatedBranch get(String projectId, String branchId);

  /**
   * Changes a branch.
   *
   * @throws dev.neonflow.sdk.error.ConflictException if the new name is taken
   * @see <a href="https://api-docs.neon.tech/reference/updateprojectbranch">updateProjectBranch</a>
   */
  BranchUpdated update(String projectId, String branchId, UpdateBranch request);

  /**
   * Deletes a branch; answers before it is gone. A branch that is not there is no error. It can be
   * recovered for 7 days. Neon refuses the default branch, a protected one, and one with children.
   *
   * @see <a href="https://api-docs.neon.tech/reference/deleteprojectbranch">deleteProjectBranch</a>
   */
  BranchDeleted delete(String projectId, String branchId);

  /**
   * Like {@link #delete}, but the branch cannot be recovered. Not every account has this.
   *
   * @see <a href="https://api-docs.neon.tech/reference/deleteprojectbranch">deleteProjectBranch</a>
   */
  BranchDeleted deleteForGood(String projectId, String branchId);

  /**
   * Brings a deleted branch back, under its id and with the same connection URIs; it no longer
   * expires. Beta.
   *
   * @throws dev.neonflow.sdk.error.NotFoundException if it is gone for good
   * @see <a
   *     href="https://api-docs.neon.tech/reference/recoverprojectbranch">recoverProjectBranch</a>
   */
  BranchRecovered recover(String projectId, String branchId);

  /**
   * Sets a branch back to what another one holds, or to its own past; answers before that is done.
   * All its data is replaced, id and connection URIs stay, and open connections break. If the
   * answer was lost, it is told by the branch that preserves the state before, and without that
   * sent again, which may restore twice.
   *
   * @throws IllegalArgumentException if the branch is its own source, and the point or the name to
   *     preserve the state before is missing
   * @see <a
   *     href="https://api-docs.neon.tech/reference/restoreprojectbranch">restoreProjectBranch</a>
   */
  BranchUpdated restore(String projectId, String branchId, RestoreBranch request);

  /**
   * Lets a branch that was restored from a snapshot take the place of the one it was restored for:
   * its name and its computes, which start again. The replaced branch is renamed by Neon. Beta.
   *
   * @return the operations to be waited for; those that still run if the answer was lost
   * @see <a
   *     href="https://api-docs.neon.tech/reference/finalizerestorebranch">finalizeRestoreBranch</a>
   */
  List<Operation> finalizeRestore(String projectId, String branchId);

  /**
   * Like {@link #finalizeRestore(String, String)}.
   *
   * @param replacedName the new name of the replaced branch
   * @see <a
   *     href="https://api-docs.neon.tech/reference/finalizerestorebranch">finalizeRestoreBranch</a>
   */
  List<Operation> finalizeRestore(String projectId, String branchId, String replacedName);

  /**
   * Makes it the project's default branch, which the one before is then no longer.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/setdefaultprojectbranch">setDefaultProjectBranch</a>
   */
  BranchUpdated setDefault(String projectId, String branchId);

  /**
   * The schema of a database.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/getprojectbranchschema">getProjectBranchSchema</a>
   */
  BranchSchema schema(String projectId, String branchId, SchemaQuery query);

  /**
   * How the schema of a database differs from another branch's, as a unified diff; empty if it does
   * not.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/getprojectbranchschemacomparison">getProjectBranchSchemaComparison</a>
   */
  String compareSchema(String projectId, String branchId, CompareSchema query);

  /**
   * Makes a branch whose data is masked once {@link #anonymizationStatus} says {@link
   * AnonymizationState#ANONYMIZED}; until then it holds the real values. A lost answer is treated
   * as with {@link #create}. Beta.
   *
   * @throws dev.neonflow.sdk.error.ConflictException if the name is taken
   * @see <a
   *     href="https://api-docs.neon.tech/reference/createprojectbranchanonymized">createProjectBranchAnonymized</a>
   */
  BranchCreated createAnonymized(String projectId, CreateAnonymizedBranch request);

  /**
   * How far the anonymization of a branch is. Beta.
   *
   * @throws dev.neonflow.sdk.error.NotFoundException if it is no anonymized branch
   * @see <a
   *     href="https://api-docs.neon.tech/reference/getanonymizedbranchstatus">getAnonymizedBranchStatus</a>
   */
  AnonymizationStatus anonymizationStatus(String projectId, String branchId);

  /**
   * Masks an anonymized branch by its rules; answers before that is done. Possible in the states
   * {@code INITIALIZED}, {@code ERROR} and {@code ANONYMIZED}. Beta.
   *
   * @see <a href="https://api-docs.neon.tech/reference/startanonymization">startAnonymization</a>
   */
  AnonymizationStatus startAnonymization(String projectId, String branchId);

  /**
   * The masking rules of an anonymized branch. Beta.
   *
   * @see <a href="https://api-docs.neon.tech/reference/getmaskingrules">getMaskingRules</a>
   */
  List<MaskingRule> maskingRules(String projectId, String branchId);

  /**
   * Replaces all masking rules of an anonymized branch; they hold from the next start. Beta.
   *
   * @return the rules as they are now
   * @see <a href="https://api-docs.neon.tech/reference/updatemaskingrules">updateMaskingRules</a>
   */
  List<MaskingRule> updateMaskingRules(String projectId, String branchId, List<MaskingRule> rules);
}
