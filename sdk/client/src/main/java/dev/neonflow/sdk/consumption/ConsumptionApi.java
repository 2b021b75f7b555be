package dev.neonflow.sdk.consumption;

import dev.neonflow.sdk.paging.Page;
import dev.neonflow.sdk.paging.Pages;

/**
 * What projects used. To ask wakes no compute, and Neon knows nothing from before the account had a
 * plan that measures. Thread-safe. Methods throw a {@link dev.neonflow.sdk.error.NeonException}.
 */
public interface ConsumptionApi {

  /**
   * One page of projects with what they used, the newest project first.
   *
   * @throws dev.neonflow.sdk.error.ForbiddenException if the plan is none that measures
   * @throws dev.neonflow.sdk.error.InvalidRequestException with status 406 if the times are further
   *     back than the granularity allows
   * @see <a
   *     href="https://api-docs.neon.tech/reference/getconsumptionhistoryperprojectv2">getConsumptionHistoryPerProjectV2</a>
   */
  Page<ProjectConsumption> list(ListConsumption query);

  /** All projects from where the query starts, page after page as they are asked for. */
  default Pages<ProjectConsumption> listAll(ListConsumption query) {
    return Pages.of(cursor -> list(cursor == null ? query : query.cursor(cursor)));
  }

  /**
   * One page of projects with what they used in the terms of the Scale, Business and Enterprise
   * plans of old.
   *
   * @throws dev.neonflow.sdk.error.ForbiddenException if the plan is none of these
   * @throws dev.neonflow.sdk.error.InvalidRequestException with status 406 if the times are further
   *     back than the granularity allows
   * @see <a
   *     href="https://api-docs.neon.tech/reference/getconsumptionhistoryperproject">getConsumptionHistoryPerProject</a>
   */
  Page<LegacyProjectConsumption> listLegacy(ListLegacyConsumption query);

  /** All projects from where the query starts, page after page as they are asked for. */
  default Pages<LegacyProjectConsumption> listAllLegacy(ListLegacyConsumption query) {
    return Pages.of(cursor -> listLegacy(cursor == null ? query : query.cursor(cursor)));
  }
}
