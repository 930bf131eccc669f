/**
 * Solutions on meshes of the line and the plane: the backward and forward equations of guided processes, quadrature
 * over sampler chains and deterministic samplers, and the flow without noise, each with an error bound.
 */
package org.guidecheck.oracle.mesh;
