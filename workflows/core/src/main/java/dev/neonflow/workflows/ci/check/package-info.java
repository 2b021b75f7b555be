/** Looks for mistakes in the CI files that run Neonflow. */
@NullMarked
package dev.neonflow.workflows.ci.check;

import org.jspecify.annotations.NullMarked;
