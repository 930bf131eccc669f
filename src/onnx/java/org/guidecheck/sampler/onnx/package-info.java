/** Trained models in files of ONNX, run by ONNX Runtime. */
package org.guidecheck.sampler.onnx;
