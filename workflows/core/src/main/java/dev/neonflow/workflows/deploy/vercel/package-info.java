/** Deployments at Vercel. */
@NullMarked
package dev.neonflow.workflows.deploy.vercel;

import org.jspecify.annotations.NullMarked;
