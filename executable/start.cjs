// Beside the unpacked package: starts one of its programs.
module.exports = (program) => import(`./bin/${program}`);
