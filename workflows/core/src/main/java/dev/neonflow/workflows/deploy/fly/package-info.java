/** Applications on Fly.io. */
@org.jspecify.annotations.NullMarked
package dev.neonflow.workflows.deploy.fly;
