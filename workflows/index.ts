// The registry: every function exported here is a workflow type.
export { defectorCase } from './defector-case';
