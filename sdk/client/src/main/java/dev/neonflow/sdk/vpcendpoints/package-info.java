/** Private networks that a project accepts connections from. */
@NullMarked
package dev.neonflow.sdk.vpcendpoints;

import org.jspecify.annotations.NullMarked;
